"""Caches that belong to a dataset and go with it."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from geo import Dataset

P = ParamSpec("P")
T = TypeVar("T")
_Function = Callable[Concatenate[Dataset, P], T]


def per_dataset(most: int | None = None) -> Callable[[_Function[P, T]], _Function[P, T]]:
    """Return a decorator that computes what a function makes of a dataset once for each of its other arguments.

    Parameters
    ----------
    most
        How many values a dataset keeps, the newest; all of them by default. A value must not refer to the dataset,
        or neither is ever freed.
    """

    def decorate(function: _Function[P, T]) -> _Function[P, T]:
        caches: WeakKeyDictionary[Dataset, dict[Any, T]] = WeakKeyDictionary()

        @wraps(function)
        def cached(dataset: Dataset, /, *args: P.args, **kwargs: P.kwargs) -> T:
            values = caches.setdefault(dataset, {})
            key = (args, tuple(kwargs.items()))
            if key not in values:
                values[key] = function(dataset, *args, **kwargs)
                for oldest in list(values)[: -most or None] if most else ():
                    values.pop(oldest, None)
            return values[key]

        return cached

    return decorate
