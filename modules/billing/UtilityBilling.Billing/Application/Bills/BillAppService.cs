using System.Globalization;
using Microsoft.EntityFrameworkCore;
using UtilityBilling.Authorization;
using UtilityBilling.Billing.BillDocuments;
using UtilityBilling.Billing.Statements;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Localization;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Paging;

namespace UtilityBilling.Billing.Bills;

internal sealed class BillAppService(
    IUtilityBillingDbContext database, BillReading reading, StatementDocuments documents, IBillDocumentRenderer renderer, IAccountDirectory accounts, IPermissionChecker permissions, ICurrentTenant tenant) : IBillAppService
{
    public async Task<PagedResult<BillRowDto>> ListAsync(BillListRequest request, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Bills.View, cancellationToken).ConfigureAwait(false);
        if (request.RunId is { } asked && !await database.Set<BillRun>().AnyAsync(r => r.Id == asked, cancellationToken).ConfigureAwait(false))
            throw new EntityNotFoundException(typeof(BillRun), asked);
        var bills = database.Set<Bill>().AsNoTracking().Where(b => (request.AccountId == null || b.AccountId == request.AccountId) && (request.RunId == null || b.RunId == request.RunId));
        if (!string.IsNullOrWhiteSpace(request.Q))
        {
            var number = long.TryParse(request.Q, NumberStyles.None, CultureInfo.InvariantCulture, out var wanted) ? wanted : -1;
            var account = (await accounts.FindAsync(request.Q, cancellationToken).ConfigureAwait(false))?.AccountId;
            bills = bills.Where(b => b.Number == number || b.AccountId == account);
        }
        var total = await bills.CountAsync(cancellationToken).ConfigureAwait(false);
        var sorted = request.Sort switch
        {
            "number" => bills.OrderBy(b => b.Number),
            "total" => bills.OrderBy(b => b.TotalCents),
            "-total" => bills.OrderByDescending(b => b.TotalCents),
            "due" => bills.OrderBy(b => b.DueDate),
            "-due" => bills.OrderByDescending(b => b.DueDate),
            _ => bills.OrderByDescending(b => b.Number),
        };
        var page = await sorted.ThenByDescending(b => b.Number).Skip(request.Skip).Take(request.PageSize).ToListAsync(cancellationToken).ConfigureAwait(false);
        return new PagedResult<BillRowDto>(await RowsAsync(page, cancellationToken).ConfigureAwait(false), total, request.Page, request.PageSize);
    }

    public async Task<BillDetailDto> GetAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Bills.View, cancellationToken).ConfigureAwait(false);
        var bill = await LoadAsync(id, cancellationToken).ConfigureAwait(false);
        var before = await database.Set<Bill>().AsNoTracking().Where(b => b.AccountId == bill.AccountId && b.OccupancyId == bill.OccupancyId && b.Number < bill.Number)
            .OrderByDescending(b => b.Number).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        var lines = await reading.LinesAsync(before is null ? [id] : [id, before.Id], cancellationToken).ConfigureAwait(false);
        var earlier = lines.Where(l => l.BillId == before?.Id).GroupBy(l => (l.Service, l.Component)).ToDictionary(g => g.Key, g => g.Sum(l => l.Amount));
        var services = lines.Where(l => l.BillId == id).GroupBy(l => l.Service)
            .Select(g => new BillServiceDto(g.Key, g.Sum(l => l.Amount), [.. g.Select(l => Line(l, earlier.TryGetValue((l.Service, l.Component), out var amount) ? amount : null))])).ToList();
        var reads = services.SelectMany(s => s.Lines).SelectMany(l => l.Why.Reads).Distinct().ToList();
        var usage = (await reading.UsageAsync([id], cancellationToken).ConfigureAwait(false))[id].ToList();
        var card = (await accounts.ByOccupancyAsync([bill.OccupancyId], cancellationToken).ConfigureAwait(false))[bill.OccupancyId];
        var statement = (await reading.StatementsAsync([id], cancellationToken).ConfigureAwait(false)).GetValueOrDefault(id);
        var previous = before is null ? null : (await RowsAsync([before], cancellationToken).ConfigureAwait(false))[0];
        return new BillDetailDto(
            id, bill.Number, bill.RunId, bill.AccountId, card.Number, card.CustomerName, card.Address, card.Mailing, bill.BillDate, bill.DueDate, bill.From, bill.To,
            bill.Total, bill.JournalId, statement, services, reads, usage, reads.Count == 0 ? null : reads[0].Unit, previous, await TakenBackAsync(id, cancellationToken).ConfigureAwait(false))
        {
            Budget = await database.Set<BudgetBill>().AsNoTracking().Where(b => b.BillId == id).Select(b => new BillBudgetDto(b.PlanId, b.Kind, b.Actual, b.Asked)).SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false),
        };
    }

    public async Task WritePdfAsync(Guid id, Stream output, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Bills.Print, cancellationToken).ConfigureAwait(false);
        var bill = await LoadAsync(id, cancellationToken).ConfigureAwait(false);
        var frozen = await documents.OfBillAsync(id, cancellationToken).ConfigureAwait(false);
        var options = new PrintFileOptions($"{frozen.Document.Town.Name} {frozen.Document.BillNumber}", bill.PostedAt) { BasicLetters = StatementContent.HasBasicLetters(frozen.Document) };
        await renderer.RenderAsync(output, new[] { frozen.Document }.ToAsyncEnumerable(), options, cancellationToken).ConfigureAwait(false);
    }

    public async Task<PrintFileDto> WriteRunAsync(Guid runId, Stream output, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Bills.Print, cancellationToken).ConfigureAwait(false);
        var run = await database.Set<BillRun>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == runId, cancellationToken).ConfigureAwait(false) ?? throw new EntityNotFoundException(typeof(BillRun), runId);
        if (run.State != BillRunState.Posted)
            throw new BusinessException("Billing:BillRun.NotPostedYet").WithData("Number", run.Number);
        var (bills, result) = await documents.WriteRunAsync(runId, output, new PrintFileOptions($"{tenant.Tenant!.Name} {run.Number}", run.PostedAt!.Value), cancellationToken).ConfigureAwait(false);
        return bills == run.BillCount
            ? new PrintFileDto(bills, result.PageCount, result.AmountDue)
            : throw new BusinessException("Billing:BillRun.PrintCountDiffers").WithData("Printed", bills).WithData("Billed", run.BillCount);
    }

    private async Task<List<BillRowDto>> RowsAsync(IReadOnlyList<Bill> bills, CancellationToken cancellationToken)
    {
        var cards = await accounts.ByOccupancyAsync([.. bills.Select(b => b.OccupancyId).Distinct()], cancellationToken).ConfigureAwait(false);
        var ids = bills.Select(b => b.Id).ToList();
        var gone = (await database.Set<RunCancellation>().Where(c => ids.Contains(c.BillId) && c.CancelledAt != null).Select(c => c.BillId).ToListAsync(cancellationToken).ConfigureAwait(false)).ToHashSet();
        return [.. bills.Select(b => new BillRowDto(b.Id, b.Number, b.AccountId, cards[b.OccupancyId].Number, cards[b.OccupancyId].CustomerName, cards[b.OccupancyId].Address, b.BillDate, b.DueDate, b.From, b.To, b.Total, gone.Contains(b.Id)))];
    }

    private async Task<BillTakenBackDto?> TakenBackAsync(Guid id, CancellationToken cancellationToken) => await (
        from c in database.Set<RunCancellation>().AsNoTracking()
        join r in database.Set<BillRun>() on c.RunId equals r.Id
        where c.BillId == id && c.CancelledAt != null
        select new BillTakenBackDto(r.Id, r.Number, c.CancelledAt!.Value, r.Reason!, database.Set<Bill>().Where(b => b.RunId == r.Id && b.OccupancyId == c.OccupancyId && b.PeriodId == c.PeriodId).Select(b => (Guid?)b.Id).FirstOrDefault()))
        .SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false);

    private static BillLineDto Line(StoredLine line, decimal? previous)
    {
        var spanish = LocalizationCatalog.CurrentLanguage == "es";
        return new BillLineDto(
            line.N, line.Service, line.Component, spanish ? line.LabelEs : line.LabelEn, line.Quantity, line.UnitPrice, line.Amount, line.MayCutWater, spanish ? line.WhyEs : line.WhyEn, line.Why(), previous);
    }

    private async Task<Bill> LoadAsync(Guid id, CancellationToken cancellationToken) =>
        await database.Set<Bill>().AsNoTracking().SingleOrDefaultAsync(b => b.Id == id, cancellationToken).ConfigureAwait(false) ?? throw new EntityNotFoundException(typeof(Bill), id);
}
