"""The page on which a group's channel of Microsoft Teams is set, tried and taken off."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from boroughs.refusals import Refused
from boroughs.rights import Permission, requires
from boroughs.views.parts import posted
from community.actions import teams as actions
from community.forms_teams import TeamsForm
from community.models import TeamsChannel
from community.teams import masked
from community.views.groups import kept

MAY = ["GET", "HEAD", "POST"]


@require_http_methods(MAY)
@requires(Permission.TAKE_PART)
def group_teams(request: HttpRequest, slug: str) -> HttpResponse:
    """Show how a group's channel does, without its address; set it, try it, or take it off."""
    found = kept(request, slug)
    channel = TeamsChannel.objects.filter(group=found).first()
    if request.method == "POST" and channel and "remove" in request.POST:
        actions.take_channel_off(group=found)
        messages.success(request, "Taken off: nothing is posted to Teams any more.")
        return redirect("group_teams", slug)
    if request.method == "POST" and channel and "try" in request.POST:
        actions.try_channel(channel=channel)
        messages.success(request, "A trial is on its way: look at the channel, and open this page again.")
        return redirect("group_teams", slug)
    form = TeamsForm(posted(request))
    if form.is_valid():
        try:
            actions.set_channel(group=found, address=form.cleaned_data["address"])
        except Refused as refused:
            form.add_error("address", str(refused))
        else:
            messages.success(request, "Set. Send a trial to see whether it arrives.")
            return redirect("group_teams", slug)
    context = {
        "group": found,
        "channel": channel,
        "masked": masked(channel.address) if channel else "",
        "may_be_told": found.access == found.Access.OPEN and not found.ended_on,
        "form": form,
    }
    return render(request, "community/teams.html", context)
