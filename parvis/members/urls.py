"""The paths of the members area."""

from django.urls import path

from parvis.members.views import (
    circles,
    common_journal,
    details,
    directory,
    passkeys,
    sessions,
    sign_in_links,
    signing_in,
    silence,
    traces,
    ways,
)

app_name = "members"
urlpatterns = [
    path("connexion/", signing_in.sign_in, name="sign_in"),
    path("connexion/code/", signing_in.code, name="sign_in_code"),
    path("connexion/qui/", signing_in.choice, name="sign_in_choice"),
    path("connexion/lien/<str:token>/", sign_in_links.show, name="sign_in_link"),
    path("connexion/cle/", passkeys.sign_in, name="passkey_sign_in"),
    path("connexion/cle/entree/", passkeys.entry, name="passkey_entry"),
    path("ne-plus-m-ecrire/<str:token>/", silence.show, name="silence"),
    path("suspension/", sessions.suspension, name="suspension"),
    path("deconnexion/", sessions.sign_out, name="sign_out"),
    path("deconnexion/partout/", sessions.sign_out_everywhere, name="sign_out_everywhere"),
    path("qui-est-qui/", directory.index, name="directory"),
    path("cercles/", circles.index, name="circles"),
    path("cercles/<int:pk>/", circles.show, name="circle"),
    path("cercles/<int:pk>/adhesion/", circles.membership, name="circle_membership"),
    path("cercles/<int:pk>/depart/", circles.departure, name="circle_departure"),
    path("cercles/<int:pk>/demandes/<int:membership_pk>/", circles.answer, name="circle_answer"),
    path("mon-espace/details/", details.edit, name="details"),
    path("mon-espace/coordonnees/", ways.index, name="ways"),
    path("mon-espace/coordonnees/<int:pk>/code/", ways.check, name="way_check"),
    path("mon-espace/coordonnees/<int:pk>/nouveau-code/", ways.resend, name="way_code"),
    path("mon-espace/coordonnees/<int:pk>/preference/", ways.preference, name="way_preference"),
    path("mon-espace/coordonnees/<int:pk>/messages/", ways.messages, name="way_messages"),
    path("mon-espace/coordonnees/<int:pk>/retrait/", ways.removal, name="way_removal"),
    path("mon-espace/accords/", traces.consents, name="consents"),
    path("mon-espace/accords/<int:pk>/retrait/", traces.withdrawal, name="consent_withdrawal"),
    path("mon-espace/journal/", traces.journal, name="journal"),
    path("au-nom-de-tous/", common_journal.this_month, name="common_journal"),
    path("au-nom-de-tous/<int:year>/<int:month>/", common_journal.month, name="common_journal_month"),
    path("mon-espace/cles/", passkeys.index, name="passkeys"),
    path("mon-espace/cles/ajout/", passkeys.addition, name="passkey_addition"),
    path("mon-espace/cles/<int:pk>/retrait/", passkeys.removal, name="passkey_removal"),
]
