"""Reads PDF files with pdfium: one JSON line of {"file", "password"} in, one of {"pages", "seconds"} or {"error"} out."""

import json
import sys
import time

import pypdfium2


def read(file, password):
    start = time.process_time()
    document = pypdfium2.PdfDocument(file, password=password)
    pages = []
    for page in document:
        pages.append(page.get_textpage().get_text_range())
    return {"pages": pages, "seconds": time.process_time() - start}


for line in sys.stdin:
    wanted = json.loads(line)
    try:
        answer = read(wanted["file"], wanted["password"])
    except Exception as error:
        answer = {"error": type(error).__name__}
    print(json.dumps(answer), flush=True)
