"""Rides to a meeting: who drives takes along who has no car, and both say yes.

Five words: car (seats somebody who comes offers), wish (somebody who comes looks for one), ride (these two,
asked and agreed), aboard (the driver and those who come with them, counted first), near (the same words of
a place).
"""
