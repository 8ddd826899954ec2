"""Makes leaked-passwords.bin from Django's list of common passwords.

    pip download --no-deps django==5.2.19 && python3 leaked-passwords.py django-5.2.19-py3-none-any.whl

Source: django/contrib/auth/common-passwords.txt.gz, Copyright (c) Django Software Foundation and individual
contributors, BSD-3-Clause; made from leaked passwords by Royce Williams, lower case, the most common first.

The file: for each password of eight characters or more, the first five bytes of SHA-256 of its text, in order.
"""

import gzip
import hashlib
import sys
import zipfile

with zipfile.ZipFile(sys.argv[1]) as wheel:
    text = gzip.decompress(wheel.read("django/contrib/auth/common-passwords.txt.gz")).decode()
passwords = {line for line in text.splitlines() if len(line) >= 8}
digests = sorted({hashlib.sha256(line.encode()).digest()[:5] for line in passwords})
with open("leaked-passwords.bin", "wb") as out:
    out.write(b"".join(digests))
print(len(digests), "passwords")
