using System.Globalization;
using UtilityBilling.Billing.BillDocuments;
using UtilityBilling.Billing.Bills;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Settings;

namespace UtilityBilling.Billing.Statements;

/// <summary>Makes statements' content from what is stored: once for each, when it is frozen.</summary>
internal sealed class StatementBuilder(StatementReading reading, BillReading bills, IAccountDirectory accounts, ITownProfileProvider profiles, ISettingProvider settings, BudgetWording budgets)
{
    private readonly Dictionary<DateOnly, TownWords> _words = [];

    /// <summary>The content of each, in the order given, for a page of statements.</summary>
    public async Task<IReadOnlyList<BuiltStatement>> BuildAsync(IReadOnlyList<OpenStatement> statements, CancellationToken cancellationToken)
    {
        var rows = (await reading.BillsAsync([.. statements.Select(s => s.Id)], cancellationToken).ConfigureAwait(false)).ToLookup(b => b.StatementId);
        var ids = rows.SelectMany(g => g).Select(b => b.BillId).ToList();
        var lines = (await bills.LinesAsync(ids, cancellationToken).ConfigureAwait(false)).ToLookup(l => l.BillId);
        var usage = await bills.UsageAsync(ids, cancellationToken).ConfigureAwait(false);
        var cards = await accounts.ByOccupancyAsync([.. rows.SelectMany(g => g).Select(b => b.OccupancyId).Distinct()], cancellationToken).ConfigureAwait(false);
        var built = new List<BuiltStatement>(statements.Count);
        foreach (var statement in statements)
        {
            var own = rows[statement.Id].ToList();
            var words = await WordsAsync(own[0].BillDate, cancellationToken).ConfigureAwait(false);
            var units = own.ConvertAll(b => new UnitRows(b, cards[b.OccupancyId], [.. lines[b.BillId]], [.. usage[b.BillId]]));
            built.Add(new BuiltStatement(statement, Document(words, statement, units), [.. own.Select(b => b.OccupancyId)]));
        }
        return built;
    }

    private BillDocument Document(TownWords words, OpenStatement statement, List<UnitRows> units)
    {
        var (card, first) = (units[0].Card, units[0].Bill);
        var number = statement.Number.ToString(CultureInfo.InvariantCulture);
        var isSingle = units.Count == 1;
        var reads = units.SelectMany(u => u.Reads()).ToList();
        var levelled = units.Select(u => u.Bill.Budget).OfType<StatementBudget>().ToList();
        return new BillDocument
        {
            Town = words.Town,
            Kind = statement.RunKind switch { "Final" => BillKind.Final, "Rebill" => BillKind.Corrected, _ => BillKind.Regular },
            Messages = [.. words.Messages.Where(m => m.IsFor([.. units.Select(u => u.Bill)])).Select(m => new BillText(m.English, m.Spanish)), .. isSingle ? levelled.Select(budgets.Message) : [], .. words.ForAll],
            Language = StatementContent.LanguageOf(card.Language),
            BillNumber = number,
            AccountNumber = card.Number,
            MailTo = card.Mailing,
            ServiceAddress = card.Address,
            BillDate = first.BillDate,
            DueDate = statement.DueDate,
            ServiceFrom = units.Min(u => u.Bill.From),
            ServiceThrough = units.Max(u => u.Bill.To).AddDays(-1),
            Figures = new BillFigures(statement.PreviousBalance, -statement.Payments, statement.Adjustments, statement.CurrentCharges, statement.AmountDue) { Deposit = -statement.Deposits, PastDue = statement.PastDue },
            Reads = isSingle ? [.. reads.Select(r => new BillRead(r.Meter, new BillReadValue(r.From, r.Previous, false), new BillReadValue(r.To, r.Current, r.IsEstimated), r.To.DayNumber - r.From.DayNumber, r.Usage, r.Unit))] : [],
            Services = [.. isSingle ? Services(units[0].Lines) : Together(units), .. budgets.Line(levelled) is { } line ? [line] : Array.Empty<BillService>()],
            Usage = Usage(units, reads),
            Units = isSingle ? [] : [.. units.Select(u => u.Unit())],
            Stub = new BillStub(words.ScanLine.Build(card.Number, number, statement.AmountDue, statement.DueDate)),
        };
    }

    private static List<BillService> Services(IReadOnlyList<StoredLine> lines) =>
        [.. lines.GroupBy(l => l.Service).Select(g => new BillService(Name(g.Key), [.. g.Select(l => new BillDocuments.BillLine(new BillText(l.LabelEn, l.LabelEs), Working(l), l.Amount))]))];

    /// <summary>The charges of several units by what they are for; each unit's own sum stands in its line.</summary>
    private static List<BillService> Together(List<UnitRows> units) =>
    [
        .. units.SelectMany(u => u.Lines).GroupBy(l => l.Service).Select(g => new BillService(Name(g.Key),
        [
            .. g.GroupBy(l => (l.LabelEn, l.LabelEs)).Select(l => new BillDocuments.BillLine(
                new BillText(l.Key.LabelEn, l.Key.LabelEs), new BillText($"{l.Select(x => x.BillId).Distinct().Count()} units", $"{l.Select(x => x.BillId).Distinct().Count()} unidades"), l.Sum(x => x.Amount))),
        ])),
    ];

    private static BillText? Working(StoredLine line) => string.IsNullOrWhiteSpace(line.WhyEn) ? null : new BillText(line.WhyEn, string.IsNullOrWhiteSpace(line.WhyEs) ? null : line.WhyEs);

    private static BillText Name(string service) => new(ServiceWords.Name(service, "en"), ServiceWords.Name(service, "es"));

    private static BillUsage? Usage(List<UnitRows> units, List<BillReadDto> reads)
    {
        var points = units.SelectMany(u => u.Usage).GroupBy(p => p.PeriodEnd).OrderBy(g => g.Key)
            .Select(g => new BillUsagePoint(g.Key, g.Max(p => p.Days), g.Sum(p => p.Usage), g.Any(p => p.IsEstimated))).ToList();
        return points.Count == 0 || reads.Count == 0 ? null : new BillUsage(reads[0].Unit, points);
    }

    /// <summary>What the town says on all bills of a day: its letterhead, its payment page, its messages, its scan line.</summary>
    private async Task<TownWords> WordsAsync(DateOnly day, CancellationToken cancellationToken)
    {
        if (_words.TryGetValue(day, out var words))
            return words;
        var profile = await profiles.GetAsync(cancellationToken).ConfigureAwait(false);
        var page = await settings.GetAsync(BillingSettings.PaymentPage, day, cancellationToken).ConfigureAwait(false);
        var english = await settings.GetAsync(BillingSettings.MessageEn, day, cancellationToken).ConfigureAwait(false);
        var spanish = await settings.GetAsync(BillingSettings.MessageEs, day, cancellationToken).ConfigureAwait(false);
        var scanLine = ScanLineLayout.Read(await settings.GetAsync(BillingSettings.ScanLine, day, cancellationToken).ConfigureAwait(false));
        var town = new BillTown(profile.Name, new BillText("Utility Billing", "Facturación de Servicios"), profile.AddressLines, profile.RemitToLines, profile.Phone)
        {
            AccentColor = profile.BrandColor.TrimStart('#'),
            PayOnlineUrl = Uri.TryCreate(page.Trim(), UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps ? address.AbsoluteUri : null,
        };
        return _words[day] = new TownWords(
            town, await reading.MessagesAsync(day, cancellationToken).ConfigureAwait(false),
            string.IsNullOrWhiteSpace(english) ? [] : [new BillText(english.Trim(), string.IsNullOrWhiteSpace(spanish) ? null : spanish.Trim())], scanLine);
    }

    private sealed record TownWords(BillTown Town, IReadOnlyList<MessageRow> Messages, IReadOnlyList<BillText> ForAll, ScanLineLayout ScanLine);

    /// <summary>One bill of a statement with everything that belongs to it.</summary>
    private sealed record UnitRows(StatementBillRow Bill, AccountCard Card, IReadOnlyList<StoredLine> Lines, IReadOnlyList<UsagePointDto> Usage)
    {
        public List<BillReadDto> Reads() => [.. Lines.SelectMany(l => l.Why().Reads).Distinct()];

        public BillUnit Unit()
        {
            var reads = Reads();
            return new BillUnit(
                Card.Address, Bill.Number.ToString(CultureInfo.InvariantCulture), Bill.From, Bill.To.AddDays(-1), reads.Count == 0 ? null : reads.Sum(r => r.Usage), reads.Any(r => r.IsEstimated), Bill.Asked);
        }
    }
}

/// <summary>A statement's content and whose occupancies it is for.</summary>
internal sealed record BuiltStatement(OpenStatement Statement, BillDocument Document, IReadOnlyList<Guid> Occupancies);
