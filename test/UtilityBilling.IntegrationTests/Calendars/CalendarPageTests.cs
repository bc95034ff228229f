using System.Globalization;
using System.Net;
using System.Text;
using Shouldly;
using UglyToad.PdfPig;
using UtilityBilling.Billing.Calendars;
using UtilityBilling.TestBase;
using Xunit;
using static UtilityBilling.IntegrationTests.Tariffs.TariffTown;

namespace UtilityBilling.IntegrationTests.Calendars;

/// <summary>The calendar on pages, on paper and in a calendar programme.</summary>
public sealed class CalendarPageTests(CalendarTown town) : IClassFixture<CalendarTown>
{
    [Fact]
    public async Task The_rules_are_said_in_words_the_year_is_planned_published_and_shown()
    {
        using var client = await town.SignInAsync(town.Alder.Technician);

        Words((await OpenAsync(client, "/Billing/Calendar/Rules")).QuerySelector("main")).ShouldContain("19 days after the due date; else the next business day (holidays of the offices); never on Friday; never on the eve of a holiday");
        var plan = await OpenAsync(client, $"/Billing/Calendar/Plan/{town.CycleId}?year=2026");
        Words(plan.QuerySelector("main")).ShouldContain("Shut-off 2026-11-12: moved from Tuesday 2026-11-10 (2026-11-10 is the eve of Veterans Day; Veterans Day on 2026-11-11)");
        var digest = plan.QuerySelector("input[name=Digest]")!.GetAttribute("value")!;
        var answer = await WebTestHost.PostFormAsync(client, $"/Billing/Calendar/Plan/{town.CycleId}?year=2026", new() { ["Digest"] = digest }, $"/Billing/Calendar/Plan/{town.CycleId}?year=2026&handler=Publish");
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync());

        var year = await OpenAsync(client, "/Billing/Calendar?year=2026");
        Row(year, "2026-09-16 – 2026-11-15")[3].ShouldStartWith("2026-11-16");
        var month = await OpenAsync(client, "/Billing/Calendar/Month?month=2026-11");
        Words(month.QuerySelector("main")).ShouldContain("Shut-off: Even months 2026-10");
        Words((await OpenAsync(client, "/")).QuerySelector("main")).ShouldContain("The next two weeks");
        Csv(await client.GetStringAsync(Path("/Billing/Calendar?year=2026&export=csv"))).ShouldContain(l => l.StartsWith("2026-10,Even months,2026-07-16,2026-09-15,2026-09-16", StringComparison.Ordinal));
        using var pdf = PdfDocument.Open(await client.GetByteArrayAsync(Path("/Billing/Calendar?year=2026&export=pdf")));
        pdf.NumberOfPages.ShouldBe(12);
        string.Concat(pdf.GetPage(11).GetWords().Select(w => w.Text)).ShouldContain("VeteransDay");
        await SubscribeAsync(client);
    }

    private async Task SubscribeAsync(HttpClient client)
    {
        var signedIn = CalendarFileReader.Read(await client.GetStringAsync(Path("/Billing/Calendar/Feed.ics")));
        signedIn.Count(e => e["SUMMARY"].StartsWith("Shut-off: Even months 2026-10", StringComparison.Ordinal) && e["DTSTART;VALUE=DATE"] == "20261112").ShouldBe(1);

        var token = await town.DoAsync<ICalendarFeedAppService, string>(f => f.MakeAsync("Front desk"));
        using var visitor = town.Visitor(TestTowns.Alder);
        using var neighbour = town.Visitor(TestTowns.Birch);
        var address = $"/Feeds/Calendar/{token}.ics";
        var open = CalendarFileReader.Read(await visitor.GetStringAsync(Path(address)));
        open.Select(e => e["UID"]).ShouldBe(signedIn.Select(e => e["UID"]));
        (await neighbour.GetAsync(Path(address))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await visitor.GetAsync(Path($"/Feeds/Calendar/{new string('a', 48)}.ics"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var feed = (await town.DoAsync<ICalendarFeedAppService, IReadOnlyList<CalendarFeedDto>>(f => f.ListAsync())).Single();
        await town.DoAsync<ICalendarFeedAppService>(f => f.RevokeAsync(feed.Id));
        (await visitor.GetAsync(Path(address))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Rules_are_adopted_by_the_form_and_bad_ones_refused_beside_their_field()
    {
        using var client = await town.SignInAsync(town.Alder.Technician);
        var form = (await OpenAsync(client, "/Billing/Calendar/Rules/Edit")).QuerySelectorAll("main form [name]").Where(e => e.GetAttribute("type") != "checkbox" || e.HasAttribute("checked"))
            .Where(e => e.GetAttribute("name") is { } n && n.StartsWith("Input.", StringComparison.Ordinal))
            .GroupBy(e => e.GetAttribute("name")!).ToDictionary(g => g.Key, g => g.First() is AngleSharp.Html.Dom.IHtmlSelectElement select ? select.Value ?? "" : g.First().GetAttribute("value") ?? "");
        form["Input.Reason"] = "Due on the 20th";
        form["Input.EffectiveFrom"] = "2028-01-01";
        form["Input.Due.DayOfMonth"] = "";

        var refused = await WebTestHost.PostFormAsync(client, "/Billing/Calendar/Rules/Edit", form);
        ((int)refused.StatusCode).ShouldBe(422);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("names a day of the month from 1 to 31");
        form["Input.Due.DayOfMonth"] = "20";
        (await WebTestHost.PostFormAsync(client, "/Billing/Calendar/Rules/Edit", form)).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        var set = (await town.DoAsync<ICalendarRuleAppService, IReadOnlyList<CalendarRuleDto>>(r => r.HistoryAsync()))[0];
        (set.EffectiveFrom, set.Rules.Dates!.Due.DayOfMonth, set.Rules.Dates.ShutOff!.NeverOn.Single(), set.Rules.Dates.ShutOff.NotOnEve).ShouldBe((new(2028, 1, 1), 20, DayOfWeek.Friday, true));
    }

    [Fact]
    public async Task Holidays_are_proposed_added_taken_out_and_copied_in_both_languages()
    {
        using var client = await town.SignInAsync(town.Alder.Technician);
        const string Page = "/Billing/Calendar/Holidays?year=2028";
        Words((await OpenAsync(client, Page)).QuerySelector("main")).ShouldContain("No holidays are on file for this year");
        (await WebTestHost.PostFormAsync(client, Page, [], Page + "&handler=Take")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var form = new Dictionary<string, string> { ["Input.Day"] = "2028-08-14", ["Input.List"] = "City", ["Input.NameEn"] = "Founders' Day", ["Input.NameEs"] = "Día de los Fundadores" };
        (await WebTestHost.PostFormAsync(client, Page, form, Page + "&handler=Add")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        ((int)(await WebTestHost.PostFormAsync(client, Page, form, Page + "&handler=Add")).StatusCode).ShouldBe(422);

        await SpeakAsync(client, "es");
        var page = await OpenAsync(client, Page);
        Row(page, "Día de los Fundadores")[3].ShouldBe("Oficinas");
        Row(page, "Día de los Veteranos (trasladado)")[1].ShouldBe("viernes");
        page.QuerySelector("main")!.TextContent.ShouldNotContain("Billing:");
        (await town.DoAsync<IHolidayAppService, int>(h => h.CopyAsync(2028, 2029))).ShouldBeGreaterThan(20);
        var founders = (await town.DoAsync<IHolidayAppService, IReadOnlyList<HolidayDto>>(h => h.YearAsync(2029))).Single(h => h.NameEn == "Founders' Day");
        await town.DoAsync<IHolidayAppService>(h => h.RemoveAsync(founders.Id));
        (await town.DoAsync<IHolidayAppService, IReadOnlyList<HolidayDto>>(h => h.YearAsync(2029))).ShouldNotContain(h => h.NameEn == "Founders' Day");
    }

    [Fact]
    public async Task Who_only_looks_finds_no_button_and_is_refused_the_forms()
    {
        using var client = await town.SignInAsync(town.Alder.Auditor);
        (await OpenAsync(client, $"/Billing/Calendar/Plan/{town.CycleId}?year=2027")).QuerySelector("input[name=Digest]").ShouldBeNull();
        (await client.GetAsync(Path("/Billing/Calendar/Rules/Edit"))).StatusCode.ShouldNotBe(HttpStatusCode.OK);
        (await client.GetAsync(Path("/Billing/Calendar/Feeds"))).StatusCode.ShouldNotBe(HttpStatusCode.OK);
    }

    private static Uri Path(string address) => new(address, UriKind.Relative);

    private static string[] Csv(string text) => text.Split("\r\n");
}

/// <summary>A strict reader of RFC 5545 for the tests, written from the rules: lines end with CRLF, none is longer than 75 octets, folded lines begin with a blank, every event has its parts once.</summary>
internal static class CalendarFileReader
{
    private static readonly string[] Parts = ["UID", "DTSTAMP", "DTSTART;VALUE=DATE", "DTEND;VALUE=DATE", "SUMMARY", "TRANSP"];

    public static List<Dictionary<string, string>> Read(string file)
    {
        file.ShouldEndWith("\r\n");
        file.Replace("\r\n", "", StringComparison.Ordinal).ShouldNotContain('\n');
        var physical = file.Split("\r\n")[..^1];
        physical.ShouldAllBe(l => Encoding.UTF8.GetByteCount(l) <= 75 && l.Length > 0);
        var lines = file.Replace("\r\n ", "", StringComparison.Ordinal).Split("\r\n")[..^1];
        (lines[0], lines[1], lines[^1]).ShouldBe(("BEGIN:VCALENDAR", "VERSION:2.0", "END:VCALENDAR"));
        lines.Count(l => l.StartsWith("PRODID:", StringComparison.Ordinal)).ShouldBe(1);
        var events = new List<Dictionary<string, string>>();
        Dictionary<string, string>? open = null;
        foreach (var line in lines[1..^1])
            if (line == "BEGIN:VEVENT")
                (open ?? []).ShouldBeEmpty();
            else if (line == "END:VEVENT")
            {
                open!.Keys.Order().ShouldBe(Parts.Order());
                Day(open["DTEND;VALUE=DATE"]).ShouldBe(Day(open["DTSTART;VALUE=DATE"]).AddDays(1));
                DateTime.ParseExact(open["DTSTAMP"], "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
                events.Add(open);
                open = null;
            }
            else if (line.Split(':', 2) is [var name, var value] && Parts.Contains(name))
                (open ??= []).Add(name, Unescape(value));
        open.ShouldBeNull();
        events.Select(e => e["UID"]).Distinct().Count().ShouldBe(events.Count);
        return events;
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyyMMdd", CultureInfo.InvariantCulture);

    /// <summary>A backslash stands only before what it escapes; a comma or semicolon never stands alone.</summary>
    private static string Unescape(string text)
    {
        var plain = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            text[i].ShouldNotBe(',');
            text[i].ShouldNotBe(';');
            if (text[i] == '\\')
                plain.Append(text[++i] switch { 'n' or 'N' => '\n', '\\' or ';' or ',' => text[i], _ => throw new FormatException(text) });
            else
                plain.Append(text[i]);
        }
        return plain.ToString();
    }
}
