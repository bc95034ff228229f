using Microsoft.EntityFrameworkCore;
using UtilityBilling.Auditing;
using UtilityBilling.Authorization;
using UtilityBilling.Billing.Letters;
using UtilityBilling.Billing.Printing;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Guids;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.Timing;
using UtilityBilling.Users;

namespace UtilityBilling.Billing.Stock;

internal sealed class StockAppService(
    IUtilityBillingDbContext database, BulkWriter bulk, IPermissionChecker permissions, ICurrentUser user, IGuidGenerator guids, IClock clock, IAuditScope audit) : IStockAppService
{
    private const int MostMovements = 200;

    public async Task<IReadOnlyList<StockItemDto>> ListAsync(CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Stock.View, cancellationToken).ConfigureAwait(false);
        var items = await database.Set<StockItem>().AsNoTracking().ToListAsync(cancellationToken).ConfigureAwait(false);
        var onHand = await database.Set<StockMovement>().GroupBy(m => m.ItemId).Select(g => new { g.Key, Sum = g.Sum(m => (long)m.Pieces) }).ToDictionaryAsync(g => g.Key, g => g.Sum, cancellationToken).ConfigureAwait(false);
        return [.. items.OrderBy(i => i.IsRetired).ThenBy(i => i.Code, StringComparer.Ordinal).Select(i => Dto(i, onHand.GetValueOrDefault(i.Id)))];
    }

    public async Task<StockItemDetailDto> GetAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Stock.View, cancellationToken).ConfigureAwait(false);
        var item = await LoadAsync(id, cancellationToken).ConfigureAwait(false);
        var onHand = await OnHandAsync(id, cancellationToken).ConfigureAwait(false);
        var newest = await (
            from m in database.Set<StockMovement>().Where(m => m.ItemId == id)
            from j in database.Set<PrintJob>().Where(j => j.Id == m.PrintJobId).DefaultIfEmpty()
            from b in database.Set<LetterBatch>().Where(b => b.Id == m.LetterBatchId).DefaultIfEmpty()
            orderby m.EnteredAt descending, m.Id descending
            select new { Movement = m, Job = j == null ? (int?)null : j.Number, Letters = b == null ? (long?)null : b.Number }).AsNoTracking().Take(MostMovements).ToListAsync(cancellationToken).ConfigureAwait(false);
        var movements = new List<StockMovementDto>(newest.Count);
        var after = onHand;
        foreach (var row in newest)
        {
            var m = row.Movement;
            movements.Add(new StockMovementDto(m.Id, m.Day, m.Kind, m.Pieces, after, m.Vendor, m.Price, m.Invoice, m.Reason, row.Job, m.PrintJobId, row.Letters, m.LetterBatchId, m.EnteredByName, m.EnteredAt));
            after -= m.Pieces;
        }
        var quotes = await database.Set<VendorPrice>().AsNoTracking().Where(p => p.ItemId == id).ToListAsync(cancellationToken).ConfigureAwait(false);
        var rules = await database.Set<StockRule>().AsNoTracking().Where(r => r.ItemId == id).OrderByDescending(r => r.From).ThenByDescending(r => r.EnteredAt).Select(r => new StockRuleDto(r.From, r.Basis, r.Pieces, r.EnteredByName)).ToListAsync(cancellationToken).ConfigureAwait(false);
        return new StockItemDetailDto(Dto(item, onHand), movements, Compared(quotes), rules);
    }

    public async Task<Guid> AddAsync(StockItemInput input, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Stock.Edit, cancellationToken).ConfigureAwait(false);
        ArgumentNullException.ThrowIfNull(input);
        var code = input.Code!.Trim().ToUpperInvariant();
        if (await database.Set<StockItem>().AnyAsync(i => i.Code == code, cancellationToken).ConfigureAwait(false))
            throw new BusinessException("Billing:Stock.CodeTaken").ForField("Input.Code").WithData("Code", code);
        var item = new StockItem
        {
            Id = guids.Create(), Code = code, NameEn = input.NameEn!.Trim(), NameEs = input.NameEs!.Trim(), UnitEn = input.UnitEn!.Trim(), UnitEs = input.UnitEs!.Trim(), PiecesPerUnit = input.PiecesPerUnit!.Value,
            ReorderLevel = input.ReorderLevel!.Value, ReorderUnits = input.ReorderUnits!.Value,
        };
        database.Set<StockItem>().Add(item);
        await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        return item.Id;
    }

    public async Task RetireAsync(Guid id, bool isRetired, CancellationToken cancellationToken = default)
    {
        var item = await ForEditAsync(id, cancellationToken).ConfigureAwait(false);
        item.IsRetired = isRetired;
        await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task ReceiveAsync(Guid id, StockReceiptInput input, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        var item = await ForEditAsync(id, cancellationToken).ConfigureAwait(false);
        RefuseDayToCome(input.Day!.Value, "Receipt.Day");
        var pieces = (long)input.Units!.Value * item.PiecesPerUnit;
        if (pieces > 100_000_000)
            throw new BusinessException("Billing:Stock.TooMany").ForField("Receipt.Units");
        await AddAsync(new StockMovement
        {
            Id = guids.Create(), ItemId = id, Kind = StockMovementKind.Received, Day = input.Day.Value, Pieces = (int)pieces, Vendor = input.Vendor!.Trim(), Price = input.Price,
            Invoice = string.IsNullOrWhiteSpace(input.Invoice) ? null : input.Invoice.Trim(), EnteredByName = user.Required.DisplayName, EnteredAt = clock.UtcNow,
        }, cancellationToken).ConfigureAwait(false);
    }

    public async Task TakeAsync(Guid id, StockTakeInput input, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        await ForEditAsync(id, cancellationToken).ConfigureAwait(false);
        RefuseDayToCome(input.Day!.Value, "Take.Day");
        audit.Reason = input.Reason;
        await AddAsync(new StockMovement
        {
            Id = guids.Create(), ItemId = id, Kind = input.IsSpoiled ? StockMovementKind.Spoiled : StockMovementKind.Used, Day = input.Day.Value, Pieces = -input.Pieces!.Value, Reason = input.Reason!.Trim(),
            EnteredByName = user.Required.DisplayName, EnteredAt = clock.UtcNow,
        }, cancellationToken).ConfigureAwait(false);
    }

    public async Task CountAsync(Guid id, StockCountInput input, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        await permissions.CheckAsync(BillingPermissions.Stock.Edit, cancellationToken).ConfigureAwait(false);
        // What is used meanwhile must not be counted away.
        await bulk.ExecuteAsync("select 1 from billing.stock_items where id = $1 for update", [Arg.Of(id)], cancellationToken).ConfigureAwait(false);
        await LoadAsync(id, cancellationToken).ConfigureAwait(false);
        audit.Reason = input.Reason;
        var difference = input.Pieces!.Value - await OnHandAsync(id, cancellationToken).ConfigureAwait(false);
        await AddAsync(new StockMovement
        {
            Id = guids.Create(), ItemId = id, Kind = StockMovementKind.Counted, Day = clock.Today, Pieces = (int)difference, Reason = input.Reason!.Trim(), EnteredByName = user.Required.DisplayName, EnteredAt = clock.UtcNow,
        }, cancellationToken).ConfigureAwait(false);
    }

    public async Task QuoteAsync(Guid id, VendorPriceInput input, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        await ForEditAsync(id, cancellationToken).ConfigureAwait(false);
        RefuseDayToCome(input.QuotedOn!.Value, "Quote.QuotedOn");
        database.Set<VendorPrice>().Add(new VendorPrice
        {
            Id = guids.Create(), ItemId = id, Vendor = input.Vendor!.Trim(), PricePerUnit = input.PricePerUnit!.Value, PiecesPerUnit = input.PiecesPerUnit!.Value, LeadDays = input.LeadDays!.Value, QuotedOn = input.QuotedOn.Value,
            EnteredByName = user.Required.DisplayName, EnteredAt = clock.UtcNow,
        });
        await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task SetRuleAsync(Guid id, StockRuleInput input, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        await ForEditAsync(id, cancellationToken).ConfigureAwait(false);
        if (input.From < clock.Today)
            throw new BusinessException("Billing:Stock.RulePast").ForField("Rule.From");
        database.Set<StockRule>().Add(new StockRule { Id = guids.Create(), ItemId = id, From = input.From!.Value, Basis = input.Basis, Pieces = input.Pieces!.Value, EnteredByName = user.Required.DisplayName, EnteredAt = clock.UtcNow });
        await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<StockOrderDto>> OrdersAsync(CancellationToken cancellationToken = default)
    {
        var low = (await ListAsync(cancellationToken).ConfigureAwait(false)).Where(i => i.IsLow).ToList();
        var ids = low.ConvertAll(i => i.Id);
        var quotes = (await database.Set<VendorPrice>().AsNoTracking().Where(p => ids.Contains(p.ItemId)).ToListAsync(cancellationToken).ConfigureAwait(false)).ToLookup(p => p.ItemId);
        return low.ConvertAll(item =>
        {
            var units = StockArithmetic.UnitsToOrder(item.OnHand, item.ReorderLevel, item.PiecesPerUnit, item.ReorderUnits);
            var pieces = units * item.PiecesPerUnit;
            var best = StockArithmetic.Newest(quotes[item.Id]).FirstOrDefault();
            int? bought = best is null ? null : StockArithmetic.VendorUnits(pieces, best.PiecesPerUnit);
            return new StockOrderDto(item.Id, item.Code, item.NameEn, item.NameEs, item.OnHand, item.ReorderLevel, item.UnitEn, item.UnitEs, units, pieces, best?.Vendor, bought, bought * best?.PricePerUnit, best?.LeadDays);
        });
    }

    private static List<VendorPriceDto> Compared(List<VendorPrice> quotes)
    {
        var newest = StockArithmetic.Newest(quotes);
        // Vendors that ask the same for a piece are equally cheap.
        var lowest = newest.Count == 0 ? 0 : newest[0].PricePerUnit / newest[0].PiecesPerUnit;
        return [.. newest.Concat(quotes.Except(newest).OrderByDescending(q => q.QuotedOn).ThenByDescending(q => q.EnteredAt)).Select((q, i) => new VendorPriceDto(
            q.Id, q.Vendor, q.PricePerUnit, q.PiecesPerUnit, q.LeadDays, q.QuotedOn, StockArithmetic.PerThousand(q.PricePerUnit, q.PiecesPerUnit), i < newest.Count, i < newest.Count && q.PricePerUnit / q.PiecesPerUnit == lowest))];
    }

    private void RefuseDayToCome(DateOnly day, string field)
    {
        if (day > clock.Today)
            throw new BusinessException("Billing:Stock.DayToCome").ForField(field);
    }

    private async Task AddAsync(StockMovement movement, CancellationToken cancellationToken)
    {
        database.Set<StockMovement>().Add(movement);
        await database.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
    }

    private Task<long> OnHandAsync(Guid id, CancellationToken cancellationToken) => database.Set<StockMovement>().Where(m => m.ItemId == id).SumAsync(m => (long)m.Pieces, cancellationToken);

    private static StockItemDto Dto(StockItem i, long onHand) =>
        new(i.Id, i.Code, i.NameEn, i.NameEs, i.UnitEn, i.UnitEs, i.PiecesPerUnit, i.ReorderLevel, i.ReorderUnits, i.IsRetired, onHand, !i.IsRetired && onHand <= i.ReorderLevel);

    private async Task<StockItem> ForEditAsync(Guid id, CancellationToken cancellationToken)
    {
        await permissions.CheckAsync(BillingPermissions.Stock.Edit, cancellationToken).ConfigureAwait(false);
        return await LoadAsync(id, cancellationToken).ConfigureAwait(false);
    }

    private async Task<StockItem> LoadAsync(Guid id, CancellationToken cancellationToken) =>
        await database.Set<StockItem>().SingleOrDefaultAsync(i => i.Id == id, cancellationToken).ConfigureAwait(false) ?? throw new EntityNotFoundException(typeof(StockItem), id);
}
