"""The enquiries of the area's desk."""
