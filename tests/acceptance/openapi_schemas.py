"""The schemas of an OpenAPI document, made strict: what is not described is not accepted."""
import copy

import jsonschema


class Schemas:
    def __init__(self, document):
        self.document = document
        self.strict = copy.deepcopy(document)
        schemas = self.strict["components"]["schemas"]
        for name in schemas:
            schemas[name] = self.closed(document["components"]["schemas"][name])
        self.resolver = jsonschema.RefResolver("", self.strict)
        self.formats = jsonschema.FormatChecker()

    def resolved(self, part):
        """What a `$ref` within the document stands for; anything else as it is."""
        while "$ref" in part:
            place = self.document
            for step in part["$ref"].removeprefix("#/").split("/"):
                place = place[step]
            part = place
        return part

    def merged(self, schema):
        """The parts of `allOf` as one object."""
        whole = {"type": "object", "properties": {}, "required": []}
        for part in schema["allOf"]:
            part = self.resolved(part)
            part = self.merged(part) if "allOf" in part else part
            whole["properties"] |= part.get("properties", {})
            whole["required"] += part.get("required", [])
        return whole

    def closed(self, schema):
        """Objects have the properties that are described and no others."""
        if "allOf" in schema:
            return self.closed(self.merged(schema))
        strict = dict(schema)
        for key in ("items", "additionalProperties"):
            if isinstance(strict.get(key), dict):
                strict[key] = self.closed(strict[key])
        if "oneOf" in strict:
            strict["oneOf"] = [self.closed(one) for one in strict["oneOf"]]
        if "properties" in strict:
            strict["properties"] = {k: self.closed(v) for k, v in strict["properties"].items()}
            strict.setdefault("additionalProperties", False)
        return strict

    def check(self, schema, value):
        """Raises jsonschema.ValidationError."""
        jsonschema.Draft202012Validator(self.closed(schema), resolver=self.resolver,
                                        format_checker=self.formats).validate(value)

    def examples(self):
        """Each schema that has an example, with it."""
        for schema in self.document["components"]["schemas"].values():
            for example in schema.get("examples", ()):
                yield schema, example
        for parameter in self.document["components"]["parameters"].values():
            if "example" in parameter:
                yield parameter["schema"], parameter["example"]
        for item in self.document["paths"].values():
            for operation in item.values():
                for media in operation.get("requestBody", {}).get("content", {}).values():
                    if "example" in media:
                        yield media["schema"], media["example"]
