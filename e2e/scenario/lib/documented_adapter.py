"""The SMS adapter that docs/sms.md prints, run as it stands on the calls that standard input holds."""
import io
import json
import re
import sys

given = json.load(sys.stdin)
with open(sys.argv[1], encoding="utf-8") as document:
    [program] = re.findall(r"```python\n(.*?)```", document.read(), re.DOTALL)
sent = []


class Provider:
    """What the company has behind its adapter."""

    def send(self, **message):
        sent.append(message)


def mounted(path):
    """The file that the adapter reads its secret from."""
    assert path == "/run/secrets/sms-signing", path
    return io.StringIO(given["secret"] + "\n")


names = {"__name__": "__main__", "open": mounted, "provider": Provider()}
exec(compile(program, sys.argv[1], "exec"), names)
client = names["app"].test_client()


def call(signed):
    headers = {
        "content-type": "application/json",
        "webhook-id": signed["id"],
        "webhook-timestamp": signed["timestamp"],
        "webhook-signature": signed["signature"],
    }
    return client.post("/send", data=signed["body"].encode(), headers=headers).status_code


json.dump({"statuses": [call(signed) for signed in given["calls"]], "sent": sent}, sys.stdout)
