"""The bounds of a list that moves in: wide enough for a town, narrow enough for a small machine."""

FILE_BYTES = 24 * 1024 * 1024  # a request may carry a little more
UNPACKED_BYTES = 400 * 1024 * 1024  # of one workbook, all parts together
UNPACKED_RATIO = 200  # beyond 20 MB unpacked, more than this is a trap
SHARED_TEXT_BYTES = 64 * 1024 * 1024  # the string table of a workbook, held packed in memory
SMALL_PART_BYTES = 8 * 1024 * 1024  # styles, list of sheets
COLUMNS = 200
CELL_CHARACTERS = 1000
TEXT_LINE_CHARACTERS = 200_000
LINES = 200_000
CIRCLES = 60  # beyond, the column does not hold circles
KEPT_FOR_DAYS = 30  # the file and the way back
