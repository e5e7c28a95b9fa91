"""The site without a server: the atlas of one language as a folder that opens from a memory stick."""

from pages.shared.site.folder import build_site, site_zip, write_site

__all__ = ["build_site", "site_zip", "write_site"]
