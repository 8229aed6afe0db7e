"""A few questions asked of people: what is asked, what may be answered, and what all answers say together.

Plain Python and forms; the areas that ask keep the rows.
"""
