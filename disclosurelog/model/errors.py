"""What stops a run: each is one sentence for the person at the keyboard."""


class DisclosureLogError(Exception):
    """Base of every error that a broken set-up raises. ``str()`` of it is one plain sentence."""


class SetUpError(DisclosureLogError):
    """The configuration, a folder or the installation is not as it must be."""


class ThemeError(DisclosureLogError):
    """The theme did not give the frame that the pages need, for example a slot is missing."""


class SiteError(DisclosureLogError):
    """The site that was built is not whole: a dead link, a page written twice, a count that disagrees."""


class PublishError(DisclosureLogError):
    """The finished site could not be put in place."""
