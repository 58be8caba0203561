"""A world on the real clock in which the sending window opens at a moment of one's choice: the zone
is chosen so that it is noon, and today is a working day."""
import sys
import threading
from datetime import datetime, timedelta, timezone
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "acceptance"))
import world  # noqa: E402


class Today(world.World):
    def write_plan(self, opens, units, organisation=""):
        """One duty that each of the units owes by today, told to its contact when the window opens,
        `opens` being a datetime in UTC of a whole minute."""
        hours = 12 - opens.hour
        local = opens + timedelta(hours=hours)
        day = local.date()
        etc = self.folder / "etc"
        weekday = next(day + timedelta(days=n) for n in range(1, 8)
                       if (day + timedelta(days=n)).weekday() < 5)
        swapped = (f'{{ date = {weekday}, make_up = {day}, name = "hoán đổi" }}'
                   if day.weekday() >= 5 else "")
        (etc / "calendars/today.toml").write_text(
            f'id = "today"\ntitle = "Lịch"\n[[year]]\nyear = {day.year}\nconfirmed = true\n'
            f'source = "thử"\nholidays = []\ncompensatory = []\nswapped = [{swapped}]\n',
            encoding="utf-8")
        listed = ", ".join(f'"{unit}"' for unit in units)
        (etc / "campaigns/today.toml").write_text(
            f'id = "hom-nay"\ntitle = "Việc hôm nay"\nissuer = "so-y-te-lao-cai"\n'
            f'coordinator = "phong-tccb"\nparticipants = [{listed}]\n'
            f'period = {{ from = {day.year}-01-01, to = {day.year}-12-31 }}\n'
            f'ladder = "hom-nay"\n[[phase]]\nid = "mot"\nkind = "registration"\n'
            f'[[phase.duty]]\nid = "bao-cao"\ndeliverable = "Báo cáo"\nfrom = "each-participant"\n'
            f'to = "so-y-te-lao-cai"\ndue = {{ by = {day} }}\nquote = "Nộp trong hôm nay."\n',
            encoding="utf-8")
        (etc / "ladders.toml").write_text('[[ladder]]\nid = "hom-nay"\n'
                                          'rungs = [{ at = 0, to = "contact" }]\n')
        with open(etc / "organisation.toml", "a", encoding="utf-8") as file:
            file.write(organisation)
        zone = f"Etc/GMT{-hours:+d}" if hours else "Etc/GMT"
        self.edit(self.config, '"Asia/Ho_Chi_Minh"', f'"{zone}"')
        self.edit(self.config, "07:30:00", f"{local:%H:%M}:00")
        self.edit(self.config, "calendars/vietnam.toml", "calendars/today.toml")
        self.edit(self.config, "campaigns/lao-cai-2017*.toml", "campaigns/today.toml")

    def serve_now(self):
        daemon = world.Daemon(self.words("serve"))
        self.addCleanup(self.end, daemon)
        self.assertTrue(daemon.url, daemon.err.text())
        return daemon


def soon(seconds):
    """The first whole minute that is no nearer than so many seconds; a window opens at no other."""
    later = datetime.now(timezone.utc) + timedelta(seconds=seconds + 60)
    return later.replace(second=0, microsecond=0)


def wait_for(moment):
    left = moment - datetime.now(timezone.utc)
    threading.Event().wait(max(0, left.total_seconds()))
