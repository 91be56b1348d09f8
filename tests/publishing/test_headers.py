from __future__ import annotations

from disclosurelog.publishing.headers import HEADERS, POLICY, make_header_files
from tests.sites import ROOT, Workplace


def test_every_host_is_given_the_same_headers() -> None:
    static, apache = (file.content.decode("utf-8") for file in make_header_files())
    nginx = (ROOT / "docs/guide/hosting/nginx.conf").read_text(encoding="utf-8")
    for name, value in HEADERS.items():
        assert f"  {name}: {value}\n" in static
        assert f'  Header always set {name} "{value}"\n' in apache
        assert f'    add_header {name} "{value}" always;\n' in nginx


def test_every_page_states_the_policy_and_needs_no_exception(workplace: Workplace) -> None:
    workplace.publish()
    pages = list(workplace.site.rglob("*.html"))
    assert len(pages) > 20
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">' in text, page
        assert not [part for part in ("<style", "<script>", " style=", " onclick=") if part in text], page
