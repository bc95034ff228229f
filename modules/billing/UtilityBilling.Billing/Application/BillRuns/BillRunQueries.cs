using UtilityBilling.Billing.Bills;
using UtilityBilling.Billing.Budgets;
using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using UtilityBilling.Billing.Rating;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.Errors;
using UtilityBilling.Localization;
using UtilityBilling.Paging;

namespace UtilityBilling.Billing.BillRuns;

/// <summary>Reads runs for pages, without tracking.</summary>
internal sealed class BillRunQueries(IUtilityBillingDbContext database, BulkWriter bulk, IAccountDirectory accounts, OutcomeSentences sentences, LocalizationCatalog texts)
{
    private const int BillableShown = 24;

    public async Task<PagedResult<BillRunDto>> ListAsync(PagedRequest request, CancellationToken cancellationToken)
    {
        var runs = database.Set<BillRun>().AsNoTracking();
        var total = await runs.CountAsync(cancellationToken).ConfigureAwait(false);
        var page = runs.OrderByDescending(r => r.BillDate).ThenByDescending(r => r.Number).Skip(request.Skip).Take(request.PageSize);
        var items = await Rows(page).ToListAsync(cancellationToken).ConfigureAwait(false);
        return new PagedResult<BillRunDto>([.. items.OrderByDescending(r => r.BillDate).ThenByDescending(r => r.Number)], total, request.Page, request.PageSize);
    }

    public async Task<BillRunDto> GetAsync(Guid id, CancellationToken cancellationToken)
    {
        var run = await Rows(database.Set<BillRun>().AsNoTracking().Where(r => r.Id == id)).SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false) ?? throw new EntityNotFoundException(typeof(BillRun), id);
        if (run.Trouble is not { } code)
            return run;
        var data = await database.Set<BillRun>().Where(r => r.Id == id).Select(r => r.TroubleData).SingleAsync(cancellationToken).ConfigureAwait(false);
        return run with { Trouble = sentences.Of(code, data) };
    }

    public async Task<IReadOnlyList<BillablePeriodDto>> BillablePeriodsAsync(CancellationToken cancellationToken) => await (
        from period in database.Set<BillingPeriod>().AsNoTracking()
        join cycle in database.Set<Cycle>() on period.CycleId equals cycle.Id
        where !database.Set<BillRun>().Any(r => r.PeriodId == period.Id && r.State != BillRunState.Cancelled && r.State != BillRunState.RolledBack)
        orderby period.BillDate, cycle.Code
        select new BillablePeriodDto(period.Id, cycle.Id, cycle.Code, cycle.Name, period.Code, period.From, period.To, period.ReadDate, period.BillDate, period.DueDate))
        .Take(BillableShown).ToListAsync(cancellationToken).ConfigureAwait(false);

    public async Task<PagedResult<BillRunItemDto>> ItemsAsync(Guid id, RunOutcome? outcome, PagedRequest request, CancellationToken cancellationToken)
    {
        var items = database.Set<RunItem>().AsNoTracking().Where(i => i.RunId == id && (outcome == null || i.Outcome == outcome));
        var total = await items.CountAsync(cancellationToken).ConfigureAwait(false);
        var page = await items.OrderBy(i => i.OccupancyId).ThenBy(i => i.AgreementId).ThenBy(i => i.PeriodId).Skip(request.Skip).Take(request.PageSize).ToListAsync(cancellationToken).ConfigureAwait(false);
        var cards = await accounts.ByOccupancyAsync([.. page.Select(i => i.OccupancyId).Distinct()], cancellationToken).ConfigureAwait(false);
        var services = await accounts.ServicesOfAgreementsAsync([.. page.Select(i => i.AgreementId)], cancellationToken).ConfigureAwait(false);
        var periods = await PeriodCodesAsync(page.Select(i => i.PeriodId), cancellationToken).ConfigureAwait(false);
        return new PagedResult<BillRunItemDto>(
            [.. page.Select(i => new BillRunItemDto(
                i.AgreementId, i.OccupancyId, cards[i.OccupancyId].AccountId, cards[i.OccupancyId].Number, cards[i.OccupancyId].CustomerName, cards[i.OccupancyId].Address,
                services[i.AgreementId], periods[i.PeriodId], i.Outcome, Sentence(i), i.HeldUntil))],
            total, request.Page, request.PageSize);
    }

    public async Task<PagedResult<BillReviewDto>> ReviewAsync(Guid id, int? sample, PagedRequest request, CancellationToken cancellationToken)
    {
        var bills = database.Set<BillCalculation>().AsNoTracking().Where(c => c.RunId == id);
        if (sample is { } size)
        {
            var picked = await SampleAsync(id, size, cancellationToken).ConfigureAwait(false);
            bills = bills.Where(c => picked.Contains(c.OccupancyId));
        }
        var total = await bills.CountAsync(cancellationToken).ConfigureAwait(false);
        var sorted = request.Sort switch
        {
            "total" => bills.OrderBy(c => c.TotalCents),
            "-total" => bills.OrderByDescending(c => c.TotalCents),
            _ => bills.OrderByDescending(c => c.Oddness),
        };
        var page = await sorted.ThenBy(c => c.OccupancyId).ThenBy(c => c.From).Skip(request.Skip).Take(request.PageSize)
            .Select(c => new { c.OccupancyId, c.PeriodId, Released = database.Set<RunRelease>().Any(r => r.RunId == id && r.OccupancyId == c.OccupancyId), c.From, c.To, c.Total, c.PreviousTotal, c.Oddness, c.OddnessCodes }).ToListAsync(cancellationToken).ConfigureAwait(false);
        var cards = await accounts.ByOccupancyAsync([.. page.Select(c => c.OccupancyId)], cancellationToken).ConfigureAwait(false);
        var periods = await PeriodCodesAsync(page.Select(c => c.PeriodId), cancellationToken).ConfigureAwait(false);
        return new PagedResult<BillReviewDto>(
            [.. page.Select(c => new BillReviewDto(
                c.OccupancyId, c.PeriodId, periods[c.PeriodId], cards[c.OccupancyId].AccountId, cards[c.OccupancyId].Number, cards[c.OccupancyId].CustomerName, cards[c.OccupancyId].Address,
                c.From, c.To, c.Total, c.PreviousTotal, c.Oddness, c.OddnessCodes, c.Released))],
            total, request.Page, request.PageSize);
    }

    /// <summary>By the fingerprint of run and occupancy: nobody can choose what is looked at, and a second look shows the same.</summary>
    private Task<List<Guid>> SampleAsync(Guid runId, int size, CancellationToken cancellationToken) => bulk.QueryAsync(
        "select occupancy_id from billing.bill_calculations where run_id = $1 group by occupancy_id order by md5(occupancy_id::text || $1::text) limit $2",
        [Arg.Of(runId), Arg.Of(size)], r => r.GetGuid(0), cancellationToken);

    public async Task<CalculatedBillDto> CalculatedBillAsync(Guid id, Guid occupancyId, Guid? periodId, CancellationToken cancellationToken)
    {
        var bill = await database.Set<BillCalculation>().AsNoTracking().Where(c => c.RunId == id && c.OccupancyId == occupancyId && (periodId == null || c.PeriodId == periodId)).OrderByDescending(c => c.From).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false)
            ?? throw new EntityNotFoundException(typeof(BillCalculation), occupancyId);
        var card = (await accounts.ByOccupancyAsync([occupancyId], cancellationToken).ConfigureAwait(false))[occupancyId];
        return new CalculatedBillDto(occupancyId, bill.PeriodId, card.AccountId, card.Number, card.CustomerName, card.Address, bill.From, bill.To, bill.Total, bill.DueDate, bill.PreviousTotal, Lines(bill.Lines), await BeforeAsync(bill, cancellationToken).ConfigureAwait(false))
        {
            Budget = bill.BudgetKind is { } kind ? Budget(kind, bill.Postings) : null,
        };
    }

    /// <summary>The sentence that the approver reads.</summary>
    public async Task<string> SummaryAsync(BillRun run, CancellationToken cancellationToken)
    {
        var dto = await GetAsync(run.Id, cancellationToken).ConfigureAwait(false);
        return string.Create(CultureInfo.InvariantCulture,
            $"Run {run.Number}, {(run.Kind == BillRunKind.Regular ? $"{dto.CycleName} {dto.PeriodCode}" : texts.Find($"Enum:BillRunKind.{run.Kind}", "en"))}: {(dto.CancelledCount > 0 ? $"{dto.CancelledCount} taken back ({run.Reason}); " : "")}{run.BillCount} bills, {run.TotalAmount:N2}, due {run.DueDate:yyyy-MM-dd}; {run.InScope} in scope = {run.Billed} billed + {run.Held} held + {run.Excluded} excluded + {run.Parked} parked");
    }

    private IQueryable<BillRunDto> Rows(IQueryable<BillRun> runs) =>
        from run in runs
        join c in database.Set<Cycle>() on run.CycleId equals c.Id into cycles
        from cycle in cycles.DefaultIfEmpty()
        join p in database.Set<BillingPeriod>() on run.PeriodId equals p.Id into periods
        from period in periods.DefaultIfEmpty()
        select new BillRunDto(
            run.Id, run.Number, run.CycleId, cycle == null ? "" : cycle.Code, cycle == null ? "" : cycle.Name, run.PeriodId, period == null ? "" : period.Code, run.Kind, run.Reason,
            period == null ? null : period.From, period == null ? null : period.To, run.BillDate, run.DueDate,
            run.State, run.PreparedBy, run.PreparedByName, run.PreparedAt, run.CalculatedAt, run.ApprovedByName, run.ApprovedAt, run.CompletedAt,
            run.InScope, run.Billed, run.Held, run.Excluded, run.Parked, run.BillCount, run.TotalAmount, database.Set<RunCancellation>().Count(c => c.RunId == run.Id),
            database.Set<BillRunPage>().Count(p => p.RunId == run.Id && p.PostedAt != null), database.Set<BillRunPage>().Count(p => p.RunId == run.Id), run.TroubleStep, run.TroubleCode, run.TroubleAt);

    private async Task<Dictionary<Guid, string>> PeriodCodesAsync(IEnumerable<Guid> ids, CancellationToken cancellationToken)
    {
        var wanted = ids.Distinct().ToList();
        return await database.Set<BillingPeriod>().AsNoTracking().Where(p => wanted.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Code, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The bill that this one replaces, else the occupancy's last one that stands.</summary>
    private async Task<BillBeforeDto?> BeforeAsync(BillCalculation calculated, CancellationToken cancellationToken)
    {
        var cancelled = database.Set<RunCancellation>().Where(c => c.RunId == calculated.RunId && c.OccupancyId == calculated.OccupancyId && c.PeriodId == calculated.PeriodId).Select(c => c.BillId);
        var bill = await database.Set<Bill>().AsNoTracking()
            .Where(b => b.OccupancyId == calculated.OccupancyId && b.AccountId == calculated.AccountId && b.RunId != calculated.RunId)
            .Where(b => cancelled.Contains(b.Id) || (b.From < calculated.From && !database.Set<RunCancellation>().Any(c => c.BillId == b.Id && c.CancelledAt != null)))
            .OrderByDescending(b => cancelled.Contains(b.Id)).ThenByDescending(b => b.From).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        if (bill is null)
            return null;
        var isSpanish = LocalizationCatalog.CurrentLanguage == "es";
        var lines = await database.Set<BillLine>().AsNoTracking().Where(l => l.BillId == bill.Id).OrderBy(l => l.N)
            .Select(l => new CalculatedLineDto(l.Service, l.Component, isSpanish ? l.LabelEs : l.LabelEn, l.Quantity, l.UnitPrice, l.Amount, isSpanish ? l.ExplanationEs : l.ExplanationEn)).ToListAsync(cancellationToken).ConfigureAwait(false);
        return new BillBeforeDto(bill.Id, bill.Number, bill.From, bill.To, bill.Total, lines);
    }

    private static BillBudgetDto Budget(BudgetBillKind kind, string postings)
    {
        using var document = JsonDocument.Parse(postings);
        var budget = document.RootElement.GetProperty("budget");
        return new BillBudgetDto(null, kind, budget.GetProperty("actual").GetDecimal(), budget.GetProperty("asked").GetDecimal());
    }

    private string? Sentence(RunItem item) => item.ReasonCode is null ? null : sentences.Of(item.ReasonCode, item.ReasonData);

    /// <summary>A calculation's lines, in the user's language.</summary>
    public static List<CalculatedLineDto> Lines(string json)
    {
        var language = LocalizationCatalog.CurrentLanguage == "es" ? "es" : "en";
        using var document = JsonDocument.Parse(json);
        return
        [
            .. document.RootElement.EnumerateArray().Select(l => new CalculatedLineDto(
                l.GetProperty("service").GetString()!, l.GetProperty("component").GetString()!, l.GetProperty(language).GetString()!,
                l.GetProperty("quantity").GetDecimal(), l.TryGetProperty("price", out var price) ? price.GetDecimal() : null, l.GetProperty("amount").GetDecimal(), l.GetProperty($"why_{language}").GetString()!)),
        ];
    }
}
