"""The addresses of mutual aid."""

from django.urls import path

from parvis.aid.views import (
    bridge,
    bridge_answer,
    bridge_list,
    bridge_waking,
    notices,
    partners,
    posting,
    purchases,
    reporting,
)

app_name = "aid"
urlpatterns = [
    path("entraide/", notices.index, name="index"),
    path("entraide/nouvelle/", posting.new, name="new"),
    path("entraide/<int:pk>/", notices.show, name="notice"),
    path("entraide/<int:pk>/photo/<str:name>", notices.photo, name="photo"),
    path("entraide/<int:pk>/fin/", notices.ended, name="end"),
    path("entraide/<int:pk>/encore/", notices.renewed, name="renew"),
    path("entraide/<int:pk>/signaler/", reporting.signalling, name="signal"),
    path("entraide/a-relire/", reporting.index, name="to_review"),
    path("entraide/a-relire/<int:pk>/", reporting.show, name="review"),
    path("entraide/a-relire/<int:pk>/garder/", reporting.kept, name="review_kept"),
    path("entraide/a-relire/<int:pk>/ecarter/", reporting.put_aside, name="review_aside"),
    path("entraide/a-relire/defaire/<int:pk>/", reporting.undone, name="review_undone"),
    path("entraide/partenaires/", partners.index, name="partners"),
    path("entraide/partenaires/nouveau/", partners.new, name="partner_new"),
    path("entraide/partenaires/<int:pk>/", partners.edit, name="partner"),
    path("entraide/partenaires/<int:pk>/retrait/", partners.removed, name="partner_removed"),
    path("entraide/achats/", purchases.index, name="purchases"),
    path("entraide/achats/nouveau/", purchases.new, name="purchase_new"),
    path("entraide/achats/<int:pk>/", purchases.show, name="purchase"),
    path("entraide/achats/<int:pk>/liste/", purchases.sheet, name="purchase_list"),
    path("entraide/achats/<int:pk>/annulation/", purchases.called_off, name="purchase_off"),
    path("entraide/pont/", bridge.show, name="bridge"),
    path("entraide/pont/pret/", bridge.ready, name="bridge_ready"),
    path("entraide/pont/reveiller/", bridge_waking.new, name="bridge_new"),
    path("entraide/pont/<int:pk>/je-peux/", bridge.offering, name="bridge_offer"),
    path("entraide/pont/<int:pk>/moi-aussi/", bridge.myself, name="bridge_myself"),
    path("entraide/pont/<int:pk>/", bridge_list.show, name="bridge_list"),
    path("entraide/pont/<int:pk>/fin/", bridge_waking.longer, name="bridge_longer"),
    path("entraide/pont/<int:pk>/sommeil/", bridge_waking.sleep, name="bridge_sleep"),
    path("entraide/pont/<int:pk>/ajout/", bridge_list.adding, name="bridge_add"),
    path("entraide/pont/<int:pk>/repartition/", bridge_list.sharing, name="bridge_share"),
    path("entraide/pont/<int:pk>/personne/<int:person_pk>/", bridge_list.person, name="bridge_person"),
    path("entraide/pont/<int:pk>/personne/<int:person_pk>/appel/", bridge_list.giving, name="bridge_give"),
    path(
        "entraide/pont/<int:pk>/personne/<int:person_pk>/nouvelles/", bridge_list.heard, name="bridge_heard"
    ),
    path(
        "entraide/pont/<int:pk>/personne/<int:person_pk>/retrait/", bridge_list.removing, name="bridge_remove"
    ),
    path("entraide/pont/r/<str:token>/", bridge_answer.show, name="bridge_answer"),
    path("entraide/pont/r/<str:token>/reponse/", bridge_answer.answer, name="bridge_answer_said"),
    path("entraide/pont/r/<str:token>/<int:person_pk>/", bridge_answer.heard, name="bridge_answer_heard"),
]
