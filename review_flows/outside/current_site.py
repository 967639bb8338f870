"""The site of this process: set by a door, read by the flows, which take texts only."""

from review_flows.outside.site import Site, open_site

_sites: list[Site] = []


def use_site(site: Site) -> None:
    """Let the flows of this process work on a site."""
    _sites[:] = [site]


def current_site() -> Site:
    """Return the site that a door set, or the one that the environment names."""
    if not _sites:
        _sites.append(open_site())
    return _sites[0]
