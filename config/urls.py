"""The paths people see are French; their names are English. One line per area."""

from django.urls import include, path

urlpatterns = [
    path("", include("parvis.portal.urls")),
    path("", include("parvis.members.urls")),
    path("", include("parvis.meetings.urls")),
    path("", include("parvis.ideas.urls")),
    path("", include("parvis.aid.urls")),
    path("", include("parvis.tables.urls")),
    path("", include("parvis.covisits.urls")),
    path("", include("parvis.rides.urls")),
    path("", include("parvis.wiki.urls")),
    path("", include("parvis.conversations.urls")),
    path("", include("parvis.federation.urls")),
    path("", include("parvis.newsletters.urls")),
    path("", include("parvis.community.urls")),
    path("", include("parvis.courier.urls")),
    path("", include("parvis.kit.urls")),
    path("permanence/", include("parvis.desk.urls")),
    path("borne/", include("parvis.desk.kiosk_urls")),
    path("premiere-page/", include("parvis.console.first_urls")),
    path("scenes/", include("parvis.console.scenes_urls")),
    path("coulisses/", include("parvis.console.urls")),
]
handler400 = "parvis.kit.errors.bad_request"
handler403 = "parvis.kit.errors.forbidden"
handler404 = "parvis.kit.errors.not_found"
handler500 = "parvis.kit.errors.broken"
