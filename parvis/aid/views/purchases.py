"""Group purchases: see them, take some, organise one, print its list."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.aid.forms.purchase import PurchaseForm, TakeForm, WhyForm
from parvis.aid.models import GroupPurchase, Share
from parvis.aid.purchases.finding import purchase_for, waiting_share
from parvis.aid.purchases.holding_back import held_words
from parvis.aid.purchases.organising import begin, call_off, organises
from parvis.aid.purchases.refusals import NotYourPurchase, check_grown, to_purchase
from parvis.aid.purchases.reviewing import aside_of
from parvis.aid.purchases.taking_part import take
from parvis.kit.doors import door
from parvis.kit.form_keys import key_of
from parvis.kit.notices import announce
from parvis.kit.refusals import Refusal
from parvis.kit.rendering import page
from parvis.members.doors import me, member

MOST_SHOWN = 40


@door(GET=member)
def index(request: HttpRequest) -> HttpResponse:
    """Those to come, the first to close first; what I take of each."""
    now, reader = timezone.now(), me(request)
    rows = list(GroupPurchase.objects.visible_to(reader).to_come(now).for_page()[:MOST_SHOWN])
    mine = dict(Share.objects.filter(member=reader, purchase__in=rows).values_list("purchase", "how_many"))
    facts = {
        "open_ones": [row for row in rows if row.is_open(now)],
        "closed": [row for row in rows if not row.is_open(now)],
        "mine": mine,
        "is_minor": reader.minor_until_on is not None,
    }
    return page(request, "aid/purchase/index.html", facts)


@door(GET=member, POST=member)
def new(request: HttpRequest) -> HttpResponse:
    by = me(request)
    check_grown(by)
    form = PurchaseForm(by, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            key = f"{by.pk}:{key_of(request.POST)}"
            row = begin(facts=form.facts, by=by, at=timezone.now(), once_key=key)
        except Refusal as refusal:
            form.add_error(None, refusal.reason)
        else:
            words = held_words(row) or _("It is open. Say it around you.")
            return announce(redirect("aid:purchase", row.pk), words)
    return page(request, "aid/purchase/new.html", {"form": form}, status=422 if form.is_bound else 200)


@door(GET=member, POST=member)
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """What it is; how many I take, said and said again until it closes."""
    reader = me(request)
    mine = waiting_share(reader, pk)
    row = mine.purchase if mine else purchase_for(reader, pk)
    show_it = partial(_waiting, request, mine) if mine else partial(_page, request, row)
    if request.method == "GET":
        return show_it()
    form = TakeForm(request.POST)
    if not form.is_valid():
        return show_it(form, 422)
    try:
        share = take(row=row, member=reader, how_many=form.cleaned_data["how_many"], at=timezone.now())
    except Refusal as refusal:
        form.add_error("how_many" if row.may_lessen(timezone.now()) else None, refusal.reason)
        return show_it(form, refusal.status)
    words = _("It is noted. See you there.") if share else _("It is noted: none for you.")
    back = redirect("aid:purchases") if mine and not share else redirect("aid:purchase", pk)
    return announce(back, words)


@door(GET=member)
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Who takes how many, to be printed: for whoever organises it."""
    row = purchase_for(me(request), pk)
    if not organises(me(request), row):
        raise NotYourPurchase(_("Whoever organises it reads its list."), to_purchase(row))
    shares = list(row.shares.select_related("member").order_by("member__search_name", "pk"))
    facts = {
        "row": row,
        "shares": shares,
        "all": sum(one.how_many for one in shares),
        "is_open": row.is_open(timezone.now()),
    }
    return page(request, "aid/purchase/list.html", facts)


@door(POST=member)
def called_off(request: HttpRequest, pk: int) -> HttpResponse:
    row, form = purchase_for(me(request), pk), WhyForm(request.POST)
    if not form.is_valid():
        return _page(request, row, why=form, status=422)
    call_off(row=row, why=form.cleaned_data["why"], by=me(request), at=timezone.now())
    said = [_("It is called off. Those who take some are told."), held_words(row)]
    return announce(redirect("aid:purchase", pk), " ".join(filter(None, said)))


def _waiting(
    request: HttpRequest, share: Share, form: TakeForm | None = None, status: int = 200
) -> HttpResponse:
    """For who takes some, while somebody reads its words first: none of them is shown."""
    facts = {
        "share": share,
        "form": form or TakeForm(initial={"how_many": share.how_many}),
        "waits": held_words(share.purchase),
        "is_off": not share.purchase.is_live,
    }
    return page(request, "aid/purchase/waiting.html", facts, status=status)


def _page(
    request: HttpRequest, row: GroupPurchase, form: TakeForm | None = None, status: int = 200, *,
    why: WhyForm | None = None,
) -> HttpResponse:  # fmt: skip
    reader, now = me(request), timezone.now()
    share = row.shares.filter(member=reader).first()
    facts = {
        "row": row,
        "form": form or TakeForm(initial={"how_many": share.how_many if share else 1}),
        "why": why or WhyForm(),
        "share": share,
        "is_minor": reader.minor_until_on is not None,
        "is_open": row.is_open(now),
        "may_lessen": share is not None and row.may_lessen(now),
        "may_change": row.may_change(now),
        "taken": row.taken(),
        "organises": organises(reader, row),
        "waits": held_words(row) if row.waits else "",
        "aside": aside_of(row) if row.is_aside else None,
    }
    return page(request, "aid/purchase/show.html", facts, status=status)
