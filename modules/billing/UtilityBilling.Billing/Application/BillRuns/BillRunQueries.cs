using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using UtilityBilling.Billing.Rating;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Localization;
using UtilityBilling.Paging;

namespace UtilityBilling.Billing.BillRuns;

/// <summary>Reads runs for pages, without tracking.</summary>
internal sealed class BillRunQueries(IUtilityBillingDbContext database, IAccountDirectory accounts, LocalizationCatalog texts)
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

    public async Task<BillRunDto> GetAsync(Guid id, CancellationToken cancellationToken) =>
        await Rows(database.Set<BillRun>().AsNoTracking().Where(r => r.Id == id)).SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false) ?? throw new EntityNotFoundException(typeof(BillRun), id);

    public async Task<IReadOnlyList<BillablePeriodDto>> BillablePeriodsAsync(CancellationToken cancellationToken) => await (
        from period in database.Set<BillingPeriod>().AsNoTracking()
        join cycle in database.Set<Cycle>() on period.CycleId equals cycle.Id
        where !database.Set<BillRun>().Any(r => r.PeriodId == period.Id && r.State != BillRunState.Cancelled)
        orderby period.BillDate, cycle.Code
        select new BillablePeriodDto(period.Id, cycle.Id, cycle.Code, cycle.Name, period.Code, period.From, period.To, period.ReadDate, period.BillDate, period.DueDate))
        .Take(BillableShown).ToListAsync(cancellationToken).ConfigureAwait(false);

    public async Task<PagedResult<BillRunItemDto>> ItemsAsync(Guid id, RunOutcome? outcome, PagedRequest request, CancellationToken cancellationToken)
    {
        var items = database.Set<RunItem>().AsNoTracking().Where(i => i.RunId == id && (outcome == null || i.Outcome == outcome));
        var total = await items.CountAsync(cancellationToken).ConfigureAwait(false);
        var page = await items.OrderBy(i => i.OccupancyId).ThenBy(i => i.AgreementId).Skip(request.Skip).Take(request.PageSize).ToListAsync(cancellationToken).ConfigureAwait(false);
        var cards = await accounts.ByOccupancyAsync([.. page.Select(i => i.OccupancyId).Distinct()], cancellationToken).ConfigureAwait(false);
        var services = await accounts.ServicesOfAgreementsAsync([.. page.Select(i => i.AgreementId)], cancellationToken).ConfigureAwait(false);
        return new PagedResult<BillRunItemDto>(
            [.. page.Select(i => new BillRunItemDto(
                i.AgreementId, i.OccupancyId, cards[i.OccupancyId].AccountId, cards[i.OccupancyId].Number, cards[i.OccupancyId].CustomerName, cards[i.OccupancyId].Address,
                services[i.AgreementId], i.Outcome, Sentence(i), i.HeldUntil))],
            total, request.Page, request.PageSize);
    }

    public async Task<PagedResult<BillReviewDto>> ReviewAsync(Guid id, PagedRequest request, CancellationToken cancellationToken)
    {
        var bills = database.Set<BillCalculation>().AsNoTracking().Where(c => c.RunId == id);
        var total = await bills.CountAsync(cancellationToken).ConfigureAwait(false);
        var sorted = request.Sort switch
        {
            "total" => bills.OrderBy(c => c.TotalCents),
            "-total" => bills.OrderByDescending(c => c.TotalCents),
            _ => bills.OrderByDescending(c => c.Oddness),
        };
        var page = await sorted.ThenBy(c => c.OccupancyId).Skip(request.Skip).Take(request.PageSize)
            .Select(c => new { c.OccupancyId, c.From, c.To, c.Total, c.PreviousTotal, c.Oddness, c.OddnessCodes }).ToListAsync(cancellationToken).ConfigureAwait(false);
        var cards = await accounts.ByOccupancyAsync([.. page.Select(c => c.OccupancyId)], cancellationToken).ConfigureAwait(false);
        return new PagedResult<BillReviewDto>(
            [.. page.Select(c => new BillReviewDto(
                c.OccupancyId, cards[c.OccupancyId].AccountId, cards[c.OccupancyId].Number, cards[c.OccupancyId].CustomerName, cards[c.OccupancyId].Address,
                c.From, c.To, c.Total, c.PreviousTotal, c.Oddness, c.OddnessCodes))],
            total, request.Page, request.PageSize);
    }

    public async Task<CalculatedBillDto> CalculatedBillAsync(Guid id, Guid occupancyId, CancellationToken cancellationToken)
    {
        var bill = await database.Set<BillCalculation>().AsNoTracking().SingleOrDefaultAsync(c => c.RunId == id && c.OccupancyId == occupancyId, cancellationToken).ConfigureAwait(false)
            ?? throw new EntityNotFoundException(typeof(BillCalculation), occupancyId);
        var card = (await accounts.ByOccupancyAsync([occupancyId], cancellationToken).ConfigureAwait(false))[occupancyId];
        return new CalculatedBillDto(occupancyId, card.AccountId, card.Number, card.CustomerName, card.Address, bill.From, bill.To, bill.Total, bill.PreviousTotal, Lines(bill.Lines));
    }

    /// <summary>The sentence that the approver reads.</summary>
    public async Task<string> SummaryAsync(BillRun run, CancellationToken cancellationToken)
    {
        var dto = await GetAsync(run.Id, cancellationToken).ConfigureAwait(false);
        return string.Create(CultureInfo.InvariantCulture,
            $"Run {run.Number}, {dto.CycleName} {dto.PeriodCode}: {run.BillCount} bills, {run.TotalAmount:N2}, due {run.DueDate:yyyy-MM-dd}; {run.InScope} in scope = {run.Billed} billed + {run.Held} held + {run.Excluded} excluded + {run.Parked} parked");
    }

    private IQueryable<BillRunDto> Rows(IQueryable<BillRun> runs) =>
        from run in runs
        join cycle in database.Set<Cycle>() on run.CycleId equals cycle.Id
        join period in database.Set<BillingPeriod>() on run.PeriodId equals period.Id
        select new BillRunDto(
            run.Id, run.Number, cycle.Id, cycle.Code, cycle.Name, period.Id, period.Code, run.Kind, period.From, period.To, run.BillDate, run.DueDate,
            run.State, run.PreparedBy, run.PreparedByName, run.PreparedAt, run.CalculatedAt, run.ApprovedByName, run.ApprovedAt, run.CompletedAt,
            run.InScope, run.Billed, run.Held, run.Excluded, run.Parked, run.BillCount, run.TotalAmount,
            database.Set<BillRunPage>().Count(p => p.RunId == run.Id && p.PostedAt != null), database.Set<BillRunPage>().Count(p => p.RunId == run.Id));

    private string? Sentence(RunItem item)
    {
        if (item.ReasonCode is null)
            return null;
        var values = item.ReasonData is null ? [] : JsonSerializer.Deserialize<Dictionary<string, string>>(item.ReasonData)!;
        if (RatingRefusal.FromCode(item.ReasonCode, values) is { } refusal)
            return refusal.Sentence(LocalizationCatalog.CurrentLanguage == "es" ? "es" : "en");
        var error = new BusinessException(item.ReasonCode);
        foreach (var (name, value) in values)
            error.WithData(name, value);
        return texts.Describe(error);
    }

    private static List<CalculatedLineDto> Lines(string json)
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
