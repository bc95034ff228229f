using System.Globalization;
using UtilityBilling.Auditing;
using UtilityBilling.Billing.BillDocuments;
using UtilityBilling.Billing.Templates;
using UtilityBilling.Customers;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.Data;
using UtilityBilling.Errors;
using UtilityBilling.Guids;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Settings;
using UtilityBilling.Timing;

namespace UtilityBilling.Billing.Statements;

/// <summary>Freezes statements: writes down what each says and whom it goes to, once. A second freezer of the same run waits for the first and finds nothing left.</summary>
internal sealed class StatementFreezer(
    StatementReading reading, StatementBuilder builder, StatementInserts inserts, IStatementRecipients recipients, IBillDocumentRenderer renderer, ISettingProvider settings, INumberSeries numbers, BulkWriter bulk, ICurrentTenant tenant,
    IGuidGenerator guids, IClock clock)
{
    private const string Serials = "mail-pieces";

    private static readonly IReadOnlyList<StageColumn<FrozenRow>> DocumentColumns =
    [
        Stage.Uuid<FrozenRow>("id", r => r.Id), Stage.Uuid<FrozenRow>("statement_id", r => r.Statement.Id), Stage.Uuid<FrozenRow>("run_id", r => r.Statement.RunId),
        Stage.Text<FrozenRow>("content", r => r.Content), Stage.Text<FrozenRow>("digest", r => r.Digest),
    ];

    private static readonly IReadOnlyList<StageColumn<PieceRow>> PieceColumns =
    [
        Stage.Uuid<PieceRow>("statement_id", p => p.Statement.Id), Stage.Integer<PieceRow>("piece", p => p.Piece), Stage.Uuid<PieceRow>("run_id", p => p.Statement.RunId),
        Stage.Text<PieceRow>("kind", p => p.To.Kind.ToString()), Stage.Text<PieceRow>("name", p => p.To.Name), Stage.Texts<PieceRow>("address_lines", p => [.. p.To.AddressLines]),
        Stage.Text<PieceRow>("zip", p => p.To.Zip), Stage.Text<PieceRow>("delivery", p => p.To.Delivery.ToString()), Stage.Text<PieceRow>("email", p => p.To.Email),
        Stage.Text<PieceRow>("language", p => p.To.Language), Stage.Integer<PieceRow>("pages", p => p.Pages), Stage.Text<PieceRow>("tracking", p => p.Tracking),
    ];

    /// <summary>Freezes the next statements of the run, at most <paramref name="count"/>; returns how many there were.</summary>
    public async Task<int> FreezeNextAsync(Guid runId, int count, CancellationToken cancellationToken)
    {
        await LockAsync(runId, cancellationToken).ConfigureAwait(false);
        var open = await reading.OfRunAsync(runId, count, cancellationToken).ConfigureAwait(false);
        if (open.Count > 0)
            await WriteAsync(runId, open, cancellationToken).ConfigureAwait(false);
        return open.Count;
    }

    public async Task FreezeOneAsync(Guid runId, Guid statementId, CancellationToken cancellationToken)
    {
        await LockAsync(runId, cancellationToken).ConfigureAwait(false);
        if (await reading.OneAsync(statementId, cancellationToken).ConfigureAwait(false) is { Count: 1 } open)
            await WriteAsync(runId, open, cancellationToken).ConfigureAwait(false);
    }

    private Task LockAsync(Guid runId, CancellationToken cancellationToken) =>
        bulk.ExecuteAsync("select 1 from billing.bill_runs where id = $1 for update", [Arg.Of(runId)], cancellationToken);

    private async Task WriteAsync(Guid runId, List<OpenStatement> open, CancellationToken cancellationToken)
    {
        var built = await inserts.AddAsync(await builder.BuildAsync(open, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        var rows = built.Select(Frozen).ToList();
        var pieces = await PiecesAsync(built, cancellationToken).ConfigureAwait(false);
        await bulk.StageAsync("frozen", DocumentColumns, rows, cancellationToken).ConfigureAwait(false);
        await bulk.StageAsync("frozen_pieces", PieceColumns, pieces, cancellationToken).ConfigureAwait(false);
        await bulk.WriteAsync(
            "insert into billing.statement_documents (tenant_id, id, statement_id, run_id, layout, content, digest, frozen_at) select $1, id, statement_id, run_id, $2, content, digest, $3 from pg_temp.frozen",
            [Arg.Of(tenant.Id), Arg.Of(StatementContent.Layout), Arg.Of(clock.UtcNow)],
            count => new AuditSummary("Statement.Freeze", runId, count) { Digest = StatementContent.Digest(string.Concat(rows.Select(r => r.Digest))) }, cancellationToken).ConfigureAwait(false);
        await bulk.ExecuteAsync(
            """
            insert into billing.statement_pieces (tenant_id, statement_id, piece, run_id, kind, name, address_lines, zip, delivery, email, language, pages, tracking)
            select $1, statement_id, piece, run_id, kind, name, address_lines, zip, delivery, email, language, pages, tracking from pg_temp.frozen_pieces
            """,
            [Arg.Of(tenant.Id)], cancellationToken).ConfigureAwait(false);
    }

    private FrozenRow Frozen(BuiltStatement built)
    {
        built.Document.Verify();
        var content = StatementContent.Write(built.Document);
        return new FrozenRow(guids.Create(), built.Statement, content, StatementContent.Digest(content));
    }

    /// <summary>Who gets which statement, on how many pages, under which code of the post.</summary>
    private async Task<List<PieceRow>> PiecesAsync(IReadOnlyList<BuiltStatement> built, CancellationToken cancellationToken)
    {
        var pieces = new List<(BuiltStatement Built, int Piece, StatementRecipient To)>();
        foreach (var day in built.GroupBy(b => b.Document.BillDate))
        {
            var known = await recipients.ByAccountAsync([.. day.SelectMany(b => b.Occupancies).Distinct()], day.Key, cancellationToken).ConfigureAwait(false);
            foreach (var one in day)
                pieces.AddRange(known[one.Statement.AccountId].Select((to, i) => (one, i + 1, to)));
        }
        var mail = await MailAsync(built[0].Document.BillDate, cancellationToken).ConfigureAwait(false);
        var mailed = pieces.Count(p => IsMailed(p.To));
        var serial = mail is null || mailed == 0 ? 0 : await numbers.ReserveAsync(Serials, mailed, 1, cancellationToken).ConfigureAwait(false);
        var codes = pieces.ConvertAll(p => mail is not null && IsMailed(p.To) ? mail.Tracking(serial++) : null);
        var pages = renderer.CountPages([.. pieces.Select((p, i) => StatementContent.For(p.Built.Document, new PieceToPrint(p.To.Kind, p.To.AddressLines, p.To.Zip, p.To.Language, codes[i])))]);
        return [.. pieces.Select((p, i) => new PieceRow(p.Built.Statement, p.Piece, p.To, pages[i], codes[i]))];
    }

    private static bool IsMailed(StatementRecipient to) => to.Delivery != StatementDelivery.Email && to.AddressLines.Count > 1;

    /// <summary>The town's numbers with the postal service; none while it has no mailer id.</summary>
    private async Task<MailerNumbers?> MailAsync(DateOnly day, CancellationToken cancellationToken)
    {
        var mailer = (await settings.GetAsync(BillingSettings.MailerId, day, cancellationToken).ConfigureAwait(false)).Trim();
        if (mailer.Length == 0)
            return null;
        var identifier = await settings.GetAsync(BillingSettings.MailBarcodeId, day, cancellationToken).ConfigureAwait(false);
        var service = await settings.GetAsync(BillingSettings.MailServiceType, day, cancellationToken).ConfigureAwait(false);
        return new MailerNumbers(identifier.Trim(), service.Trim(), mailer);
    }

    private sealed record FrozenRow(Guid Id, OpenStatement Statement, string Content, string Digest);

    private sealed record PieceRow(OpenStatement Statement, int Piece, StatementRecipient To, int Pages, string? Tracking);
}

/// <summary>The parts of a tracking code that are the town's. The serial number fills it to 20 digits and begins anew when it is used up.</summary>
internal sealed record MailerNumbers
{
    private readonly string _fixed;
    private readonly int _places;

    public MailerNumbers(string identifier, string service, string mailer)
    {
        if (identifier.Length != 2 || service.Length != 3 || mailer.Length is not (6 or 9) || !(identifier + service + mailer).All(char.IsAsciiDigit) || identifier[1] > '4')
            throw new BusinessException(BillingErrorCodes.Mail.MailerNumbers).WithData("Identifier", identifier).WithData("Service", service).WithData("Mailer", mailer);
        _fixed = identifier + service + mailer;
        _places = 20 - _fixed.Length;
    }

    public string Tracking(long serial)
    {
        var digits = serial.ToString(CultureInfo.InvariantCulture).PadLeft(_places, '0');
        return _fixed + digits[^_places..];
    }
}
