"""Frozen values and pure rules. Standard library only: nothing here reads, writes or imports a package."""
