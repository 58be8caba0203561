"""Reads a mail with Python's own parser, which knows nothing of ours, and prints its parts.

Each field is printed as name, unit separator (0x1f), value, record separator (0x1e)."""
import email
import sys
from email import policy

raw = open(sys.argv[1], "rb").read()
message = email.message_from_bytes(raw, policy=policy.default)
fields = [(name.lower(), str(value)) for name, value in message.items()]
for header in ("from", "to", "reply-to"):
    if message[header] is not None:
        for n, address in enumerate(message[header].addresses):
            fields.append((f"{header}.{n}.name", address.display_name))
            fields.append((f"{header}.{n}.address", address.addr_spec))
fields.append(("headers", ",".join(message.keys())))
fields.append(("type", message.get_content_type()))
fields.append(("types", ",".join(part.get_content_type() for part in message.iter_parts())))
for name, kind in (("plain", "plain"), ("html", "html")):
    body = message.get_body((kind,))
    if body is not None:
        fields.append((name, body.get_content()))
defects = [str(d) for part in message.walk() for d in part.defects]
defects += [str(d) for value in message.values() for d in getattr(value, "defects", ())]
fields.append(("defects", "; ".join(defects)))
for name, value in fields:
    sys.stdout.buffer.write(name.encode() + b"\x1f" + value.encode() + b"\x1e")
