"""What the tagger can say, in the order of its outputs, and the size of its parts."""

LABELS = ["O", "PERSON", "ORG", "LOC", "ADDRESS", "DATE", "CODE", "QUANTITY", "DEM", "MISC"]
INDEX = {label: i for i, label in enumerate(LABELS)}
SENSITIVE = len(LABELS)  # the index of the extra output: is this piece sensitive at all?
OUTPUTS = len(LABELS) + 1
IGNORE = -100

HIDDEN = 384
SHAPES = 12
HEAD = 192

WINDOW = 256  # pieces, with [CLS] and [SEP]
STRIDE = 192
