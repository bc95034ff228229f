using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using UtilityBilling.Billing.BillDocuments;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Settings;

namespace UtilityBilling.Billing.Bills;

/// <summary>Makes bill documents from what is stored, a chunk of bills at a time, so that a print file of any size takes little memory.</summary>
internal sealed class BillDocumentBuilder(IUtilityBillingDbContext database, BillReading reading, IAccountDirectory accounts, ITownProfileProvider profiles, ISettingProvider settings)
{
    private const int Chunk = 500;

    public async IAsyncEnumerable<BillDocument> BuildRunAsync(Guid runId, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var after = 0L;
        while (true)
        {
            var from = after;
            var bills = await database.Set<Bill>().AsNoTracking().Where(b => b.RunId == runId && b.Number > from).OrderBy(b => b.Number).Take(Chunk).ToListAsync(cancellationToken).ConfigureAwait(false);
            if (bills.Count == 0)
                yield break;
            await foreach (var document in BuildAsync(bills, cancellationToken).ConfigureAwait(false))
                yield return document;
            after = bills[^1].Number;
        }
    }

    public async IAsyncEnumerable<BillDocument> BuildAsync(IReadOnlyList<Bill> bills, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var ids = bills.Select(b => b.Id).ToList();
        var profile = await profiles.GetAsync(cancellationToken).ConfigureAwait(false);
        var notices = new Dictionary<DateOnly, TownNotices>();
        foreach (var day in bills.Select(b => b.BillDate).Distinct())
            notices[day] = await NoticesAsync(profile, day, cancellationToken).ConfigureAwait(false);
        var lines = (await reading.LinesAsync(ids, cancellationToken).ConfigureAwait(false)).ToLookup(l => l.BillId);
        var statements = await reading.StatementsAsync(ids, cancellationToken).ConfigureAwait(false);
        var usage = await reading.UsageAsync(ids, cancellationToken).ConfigureAwait(false);
        var cards = await accounts.ByOccupancyAsync([.. bills.Select(b => b.OccupancyId).Distinct()], cancellationToken).ConfigureAwait(false);
        foreach (var bill in bills)
            yield return Document(notices[bill.BillDate], bill, cards[bill.OccupancyId], [.. lines[bill.Id]], statements[bill.Id], [.. usage[bill.Id]]);
    }

    private static BillDocument Document(TownNotices notices, Bill bill, AccountCard card, List<StoredLine> lines, StatementDto statement, List<UsagePointDto> usage)
    {
        var reads = lines.SelectMany(l => l.Why().Reads).Distinct().ToList();
        // A statement of several bills carries its figures once, on each of its bills: what the other bills add stands in the previous balance.
        var others = statement.CurrentCharges - bill.Total;
        return new BillDocument
        {
            Town = notices.Town,
            Messages = notices.Messages,
            Language = card.Language == "es" ? BillLanguage.Spanish : BillLanguage.English,
            BillNumber = bill.Number.ToString(System.Globalization.CultureInfo.InvariantCulture),
            AccountNumber = card.Number,
            MailTo = card.Mailing,
            ServiceAddress = card.Address,
            BillDate = bill.BillDate,
            DueDate = bill.DueDate,
            ServiceFrom = bill.From,
            ServiceThrough = bill.To.AddDays(-1),
            Figures = new BillFigures(statement.PreviousBalance + others, -statement.Payments, statement.Adjustments, bill.Total, statement.AmountDue) { Deposit = -statement.Deposits },
            Reads = [.. reads.Select(r => new BillRead(r.Meter, new BillReadValue(r.From, r.Previous, false), new BillReadValue(r.To, r.Current, r.IsEstimated), r.To.DayNumber - r.From.DayNumber, r.Usage, r.Unit))],
            Services = [.. lines.GroupBy(l => l.Service).Select(g => new BillService(
                new BillText(ServiceWords.Name(g.Key, "en"), ServiceWords.Name(g.Key, "es")),
                [.. g.Select(l => new BillDocuments.BillLine(new BillText(l.LabelEn, l.LabelEs), card.Language == "es" ? l.WhyEs : l.WhyEn, l.Amount))]))],
            Usage = usage.Count == 0 || reads.Count == 0 ? null : new BillUsage(reads[0].Unit, [.. usage.Select(u => new BillUsagePoint(u.PeriodEnd, u.Days, u.Usage, u.IsEstimated))]),
            Stub = new BillStub(ScanLineLayout.Default.Build(card.Number, bill.Number.ToString(System.Globalization.CultureInfo.InvariantCulture), statement.AmountDue, bill.DueDate)),
        };
    }

    /// <summary>What the town says on all bills of a day: its letterhead, its payment page, its message.</summary>
    private async Task<TownNotices> NoticesAsync(TownProfile profile, DateOnly day, CancellationToken cancellationToken)
    {
        var page = await settings.GetAsync(BillingSettings.PaymentPage, day, cancellationToken).ConfigureAwait(false);
        var english = await settings.GetAsync(BillingSettings.MessageEn, day, cancellationToken).ConfigureAwait(false);
        var spanish = await settings.GetAsync(BillingSettings.MessageEs, day, cancellationToken).ConfigureAwait(false);
        var town = new BillTown(profile.Name, new BillText("Utility Billing", "Facturación de Servicios"), profile.AddressLines, profile.RemitToLines, profile.Phone)
        {
            AccentColor = profile.BrandColor.TrimStart('#'),
            PayOnlineUrl = Uri.TryCreate(page.Trim(), UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps ? address.AbsoluteUri : null,
        };
        return new TownNotices(town, string.IsNullOrWhiteSpace(english) ? [] : [new BillText(english.Trim(), string.IsNullOrWhiteSpace(spanish) ? null : spanish.Trim())]);
    }

    private sealed record TownNotices(BillTown Town, IReadOnlyList<BillText> Messages);
}

/// <summary>The services' names as people say them; a service that a town invents keeps its own code.</summary>
internal static class ServiceWords
{
    private static readonly Dictionary<string, (string En, string Es)> Names = new(StringComparer.Ordinal)
    {
        ["water"] = ("Water", "Agua"),
        ["sewer"] = ("Sewer", "Alcantarillado"),
        ["stormwater"] = ("Stormwater", "Aguas pluviales"),
        ["irrigation"] = ("Irrigation", "Riego"),
        ["police"] = ("Police services fee", "Tarifa de servicios policiales"),
        ["parks"] = ("Parks fee", "Tarifa de parques"),
        ["admin"] = ("Administrative fee", "Cargo administrativo"),
    };

    public static string Name(string service, string language) =>
        Names.TryGetValue(service, out var words) ? language == "es" ? words.Es : words.En : service;
}
