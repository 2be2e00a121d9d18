"""The two parts of scikit-learn that read texts, loaded without SciPy's statistics.

scikit-learn imports these for one function that nothing here calls, and they take longer to load than all the rest.
Whoever does call it finds them: SciPy loads its parts when they are asked for.
"""

import sys
from types import ModuleType

_STATISTICS = "scipy.stats"
if absent := _STATISTICS not in sys.modules:
    sys.modules[_STATISTICS] = ModuleType(_STATISTICS)

from sklearn.feature_extraction import FeatureHasher  # noqa: E402 - once it finds statistics already there
from sklearn.feature_extraction.text import TfidfTransformer  # noqa: E402

if absent:
    del sys.modules[_STATISTICS]

__all__ = ["FeatureHasher", "TfidfTransformer"]
