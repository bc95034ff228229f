using Microsoft.EntityFrameworkCore;
using UtilityBilling.Billing.Letters;
using UtilityBilling.Billing.Printing;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Guids;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.Timing;
using UtilityBilling.Users;

namespace UtilityBilling.Billing.Stock;

/// <summary>Takes from stock what printing used up, by the rules of the day, in the transaction that says that it was printed.</summary>
internal sealed class StockUse(IUtilityBillingDbContext database, BulkWriter bulk, IGuidGenerator guids, ICurrentUser user, IClock clock)
{
    /// <summary>A part that came out of the own printer: all its sheets, and an envelope for each piece that was not spoiled. A print shop uses its own forms.</summary>
    public async Task OfPartAsync(PrintJob job, PrintPart part, CancellationToken cancellationToken)
    {
        if (job.Kind != PrintJobKind.InHouse || await RulesAsync(cancellationToken).ConfigureAwait(false) is not [_, ..] rules)
            return;
        var spoiled = (await bulk.QueryAsync(
            """
            select count(*)::int from billing.printed_pieces g join billing.spoiled_pieces s on s.tenant_id = g.tenant_id and s.statement_id = g.statement_id and s.piece = g.piece and s.generation = g.generation
            where g.job_id = $1 and g.part = $2
            """,
            [Arg.Of(job.Id), Arg.Of(part.Part)], r => r.GetInt32(0), cancellationToken).ConfigureAwait(false))[0];
        foreach (var rule in rules)
            Add(rule, rule.Basis switch { StockBasis.Sheet => part.Sheets, StockBasis.MailedPiece => part.Pieces - spoiled, _ => 0 }, m => (m.Job, m.Part) = (job.Id, part.Part));
    }

    /// <summary>Letters that went out: a sheet for each page, and an envelope for each that was mailed; door hangers have sheets of their own.</summary>
    public async Task OfLettersAsync(LetterBatch batch, CancellationToken cancellationToken)
    {
        var pages = await database.Set<Letter>().Where(l => l.BatchId == batch.Id).SumAsync(l => l.Pages, cancellationToken).ConfigureAwait(false);
        var isHanger = batch.Kind == TemplateKind.DoorHanger;
        foreach (var rule in await RulesAsync(cancellationToken).ConfigureAwait(false))
            Add(rule, rule.Basis switch { StockBasis.Sheet => isHanger ? 0 : pages, StockBasis.MailedPiece => isHanger ? 0 : batch.Letters, StockBasis.DoorHanger => isHanger ? pages : 0, _ => 0 }, m => m.Letters = batch.Id);
    }

    /// <summary>Of each form in use the rule of today, where something uses it up.</summary>
    private async Task<List<StockRule>> RulesAsync(CancellationToken cancellationToken)
    {
        var today = clock.Today;
        var rules = await database.Set<StockRule>().AsNoTracking().Where(r => r.From <= today && database.Set<StockItem>().Any(i => i.Id == r.ItemId && !i.IsRetired)).ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. rules.GroupBy(r => r.ItemId).Select(g => g.OrderByDescending(r => r.From).ThenByDescending(r => r.EnteredAt).First()).Where(r => r.Basis != StockBasis.Nothing)];
    }

    private void Add(StockRule rule, int count, Action<Cause> name)
    {
        if (count <= 0)
            return;
        var cause = new Cause();
        name(cause);
        database.Set<StockMovement>().Add(new StockMovement
        {
            Id = guids.Create(), ItemId = rule.ItemId, Kind = StockMovementKind.Used, Day = clock.Today, Pieces = -count * rule.Pieces, PrintJobId = cause.Job, PrintPart = cause.Part, LetterBatchId = cause.Letters,
            EnteredByName = user.Required.DisplayName, EnteredAt = clock.UtcNow,
        });
    }

    private sealed class Cause
    {
        public Guid? Job { get; set; }
        public int? Part { get; set; }
        public Guid? Letters { get; set; }
    }
}
