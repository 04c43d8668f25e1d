"""One view a page: everything that its template may show, and nothing else. The participants' views have no field for staff text."""
