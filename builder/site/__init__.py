"""Docs trees to `site/`: the site engine, print, a scan for leaks and broken links, then one atomic swap."""
