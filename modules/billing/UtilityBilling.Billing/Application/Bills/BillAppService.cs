using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using UtilityBilling.Auditing;
using UtilityBilling.Authorization;
using UtilityBilling.Billing.BillDocuments;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Guids;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.Localization;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Paging;
using UtilityBilling.Timing;
using UtilityBilling.Users;

namespace UtilityBilling.Billing.Bills;

internal sealed class BillAppService(
    IUtilityBillingDbContext database, BulkWriter bulk, BillReading reading, BillDocumentBuilder documents, IBillDocumentRenderer renderer, IAccountDirectory accounts, IPermissionChecker permissions,
    IAuditScope audit, IClock clock, ICurrentUser user, ICurrentTenant tenant, IGuidGenerator guids) : IBillAppService
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
            bill.Total, bill.JournalId, statement, services, reads, usage, reads.Count == 0 ? null : reads[0].Unit, previous, await TakenBackAsync(id, cancellationToken).ConfigureAwait(false));
    }

    public async Task WritePdfAsync(Guid id, Stream output, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Bills.Print, cancellationToken).ConfigureAwait(false);
        var bill = await LoadAsync(id, cancellationToken).ConfigureAwait(false);
        await renderer.RenderAsync(output, documents.BuildAsync([bill], cancellationToken), new PrintFileOptions($"{tenant.Tenant!.Name} {bill.Number}", bill.PostedAt), cancellationToken).ConfigureAwait(false);
    }

    public async Task<PrintFileDto> WritePrintFileAsync(Guid runId, Stream output, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Bills.Print, cancellationToken).ConfigureAwait(false);
        var run = await database.Set<BillRun>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == runId, cancellationToken).ConfigureAwait(false) ?? throw new EntityNotFoundException(typeof(BillRun), runId);
        if (run.State != BillRunState.Posted)
            throw new BusinessException("Billing:BillRun.NotPostedYet").WithData("Number", run.Number);
        var result = await renderer.RenderAsync(output, documents.BuildRunAsync(runId, cancellationToken), new PrintFileOptions($"{tenant.Tenant!.Name} {run.Number}", run.PostedAt!.Value), cancellationToken).ConfigureAwait(false);
        return result.BillCount == run.BillCount
            ? new PrintFileDto(result.BillCount, result.PageCount, result.AmountDue)
            : throw new BusinessException("Billing:BillRun.PrintCountDiffers").WithData("Printed", result.BillCount).WithData("Billed", run.BillCount);
    }

    public async Task MarkPrintedAsync(Guid runId, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Bills.Print, cancellationToken).ConfigureAwait(false);
        var ids = await database.Set<Bill>().Where(b => b.RunId == runId).OrderBy(b => b.Number).Select(b => b.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
        var batch = guids.Create();
        await bulk.WriteAsync(
            "insert into billing.bill_events (tenant_id, id, bill_id, kind, at, by, batch_id) select $1, e.id, e.bill_id, 'Printed', $4, $5, $6 from unnest($2, $3) e(id, bill_id)",
            [new NpgsqlParameter { Value = tenant.Id }, Arg.Ids([.. ids.Select(_ => guids.Create())]), Arg.Ids([.. ids]), new NpgsqlParameter { Value = clock.UtcNow }, new NpgsqlParameter { Value = user.Required.UserId }, new NpgsqlParameter { Value = batch }],
            rows => new AuditSummary("BillRun.Print", runId, rows), cancellationToken).ConfigureAwait(false);
        audit.Note(nameof(BillRun), runId, "printed");
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
