"""A dictionary parser of dataclasses, the way the real one works, but ours."""

import dataclasses


class Forms:
    def __init__(self, classes):
        if not isinstance(classes, (list, tuple)):
            classes = [classes]
        self.classes = list(classes)

    def from_dict(self, args, lenient=False):
        left = set(args.keys())
        made = []
        for cls in self.classes:
            names = {f.name for f in dataclasses.fields(cls) if f.init}
            given = {k: v for k, v in args.items() if k in names}
            left.difference_update(given.keys())
            made.append(cls(**given))
        if not lenient and left:
            raise ValueError(f"unknown: {sorted(left)}")
        return tuple(made)
