"""Agreement between coders: percent, kappa, pi, alpha, and alpha for unitizing, with intervals."""

from storylens.analysis.agreement.alpha import krippendorff_alpha
from storylens.analysis.agreement.bootstrap import Coefficient, Interval
from storylens.analysis.agreement.kappa import cohen_kappa, fleiss_kappa, percent_agreement, scott_pi
from storylens.analysis.agreement.report import Agreement, agreement
from storylens.analysis.agreement.unitizing import Unitizing, unitizing
from storylens.analysis.agreement.unitizing_1995 import unitizing_1995

__all__ = [
    "Agreement",
    "Coefficient",
    "Interval",
    "Unitizing",
    "agreement",
    "cohen_kappa",
    "fleiss_kappa",
    "krippendorff_alpha",
    "percent_agreement",
    "scott_pi",
    "unitizing",
    "unitizing_1995",
]
