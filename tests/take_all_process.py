"""Run as a process by tests: takes every submission of the inbox of the site that it is told of."""

from review_flows.desk.inbox_desk import take
from review_flows.outside.inbox import submissions
from review_flows.outside.site import open_site


def main() -> None:
    """Take what lies in the inbox."""
    site = open_site()
    for submission in submissions(site.settings.docs_in):
        take(site, submission)


if __name__ == "__main__":
    main()
