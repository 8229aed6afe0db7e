"""The bar on every page of who visits with others; nothing, and no query, for everybody else."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.template import engines
from markupsafe import Markup

from parvis.community.switches import is_on
from parvis.covisits.beside.pair import pair_at
from parvis.covisits.models import CoVisit, Visitor
from parvis.covisits.naming import company_of
from parvis.covisits.passes import Standing, holder_of, standing_of
from parvis.kit.company import is_in_company


@dataclass(frozen=True)
class Bar:
    """What the bar of one page says."""

    co_visit: CoVisit
    visitor: Visitor
    standing: Standing
    company: str  # « Rosa et Paul »


def bar(request: HttpRequest) -> Markup | str:
    """The bar of this request, for the layout."""
    if not is_in_company(request) or not is_on("covisits"):
        return ""
    if (pair := pair_at(request)) is not None:
        beside = engines["jinja2"].get_template("covisits/beside/_bar.html")
        return Markup(beside.render({"pair": pair}, request))  # noqa: S704 - autoescaped
    holder = holder_of(request)
    if holder is None:
        return ""
    shown = Bar(holder.co_visit, holder, standing_of(request), company_of(holder))
    template = engines["jinja2"].get_template("covisits/_bar.html")
    return Markup(template.render({"bar": shown}, request))  # noqa: S704 - autoescaped
