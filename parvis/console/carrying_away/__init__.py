"""Take the whole community away as one archive that is read without Parvis: pages, tables, hours, photos.

It is for reading and for moving to something else. `parvis backup` is the copy one restores from.
"""
