"""Papers: each made in memory from frozen values, and handed back as the bytes of a PDF."""
