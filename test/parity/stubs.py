"""Empty modules in the place of those that LLaMA Factory imports and its parser never asks for anything."""

import importlib.abc
import importlib.machinery
import types


class StubType(type):
    """A class of which any attribute is such a class."""

    def __getattr__(cls, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return StubType(name, (Stub,), {})


class Stub(metaclass=StubType):
    """Made with any arguments; as a decorator it changes nothing."""

    def __init__(self, *_, **__):
        pass

    def __call__(self, decorated=None, *_, **__):
        return decorated


class StubFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """The named modules, and all below them, exist, and any name in them is a stub."""

    def __init__(self, names):
        self.names = set(names)

    def find_spec(self, fullname, path=None, target=None):
        if any(f"{fullname}.".startswith(f"{name}.") for name in self.names):
            return importlib.machinery.ModuleSpec(fullname, self, is_package=True)
        return None

    def create_module(self, spec):
        module = types.ModuleType(spec.name)
        module.__path__ = []
        module.__getattr__ = lambda name: getattr(Stub, name)
        return module

    def exec_module(self, module):
        pass
