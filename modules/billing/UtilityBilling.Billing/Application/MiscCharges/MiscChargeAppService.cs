using System.Globalization;
using Microsoft.EntityFrameworkCore;
using UtilityBilling.Approvals;
using UtilityBilling.Auditing;
using UtilityBilling.Authorization;
using UtilityBilling.Billing.Ledger;
using UtilityBilling.Customers.Accounts;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Guids;
using UtilityBilling.Hosting.Bulk;
using UtilityBilling.Paging;
using UtilityBilling.Settings;
using UtilityBilling.Timing;
using UtilityBilling.Users;

namespace UtilityBilling.Billing.MiscCharges;

internal sealed class MiscChargeAppService(
    IUtilityBillingDbContext context, BulkWriter bulk, MiscChargeQueries queries, ChargeBillRuns runs, IAccountDirectory accounts, ISettingProvider settings, IPermissionChecker permissions, IOwnAccounts own,
    IApprovalManager approvals, IAuditScope audit, IGuidGenerator guids, IClock clock, ICurrentUser user) : IMiscChargeAppService
{
    public async Task<PagedResult<MiscChargeDto>> ListAsync(MiscChargeListRequest request, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Charges.View, cancellationToken).ConfigureAwait(false);
        return await queries.ListAsync(await KnownAsync(request, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<MiscChargeDto>> AllAsync(MiscChargeListRequest request, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Charges.View, cancellationToken).ConfigureAwait(false);
        return await queries.AllAsync(await KnownAsync(request, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
    }

    public async Task<MiscChargeDetailDto> GetAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Charges.View, cancellationToken).ConfigureAwait(false);
        var charge = await queries.FindAsync(id, cancellationToken).ConfigureAwait(false) ?? throw new EntityNotFoundException(typeof(MiscCharge), id);
        var amounts = await context.Set<MiscChargeAmount>().AsNoTracking().Where(a => a.ChargeId == id).OrderBy(a => a.From)
            .Select(a => new MiscChargeAmountDto(a.From, a.Quantity, a.UnitPrice, a.Amount, a.EnteredByName, a.EnteredAt)).ToListAsync(cancellationToken).ConfigureAwait(false);
        var billings = await (
            from b in context.Set<MiscChargeBilling>().AsNoTracking()
            join l in context.Set<Bill>() on b.BillId equals l.Id
            where b.ChargeId == id
            orderby b.Occurrence descending, b.Generation descending
            select new MiscChargeBillingDto(b.Occurrence, b.BillId, l.Number, l.BillDate, b.Amount,
                context.Set<MiscChargeRelease>().Any(r => r.ChargeId == b.ChargeId && r.Occurrence == b.Occurrence && r.Generation == b.Generation))).ToListAsync(cancellationToken).ConfigureAwait(false);
        return new MiscChargeDetailDto(charge, amounts, billings);
    }

    public async Task<IReadOnlyList<MiscChargeCodeChoice>> CodesAsync(CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Charges.View, cancellationToken).ConfigureAwait(false);
        return await bulk.QueryAsync(
            """
            select k.id, k.code, t.name_en, t.name_es, t.unit_price, t.is_fixed_price from billing.misc_charge_codes k
            cross join lateral (select x.* from billing.misc_charge_terms x where x.tenant_id = k.tenant_id and x.code_id = k.id and x."from" <= $1 order by x."from" desc limit 1) t
            where k.active order by k.code
            """,
            [Arg.Of(clock.Today)], r => new MiscChargeCodeChoice(r.GetGuid(0), r.GetString(1), r.GetString(2), r.GetString(3), r.IsDBNull(4) ? null : r.GetDecimal(4), r.GetBoolean(5)), cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<MiscChargePlace>> PlacesAsync(Guid accountId, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Charges.View, cancellationToken).ConfigureAwait(false);
        await CardAsync(accountId, cancellationToken).ConfigureAwait(false);
        return await bulk.QueryAsync(
            """
            select o.id, concat_ws(' ', p.address_line, p.unit), o."from", o."to", (select g.cycle_id from customers.billable_agreements g where g.tenant_id = o.tenant_id and g.occupancy_id = o.id order by g."from" desc, g.agreement_id limit 1)
            from customers.occupancies o join customers.premises p on p.tenant_id = o.tenant_id and p.id = o.premise_id
            where o.account_id = $1 and o.status not in ('Voided', 'Pending') order by o."from" desc, o.id
            """,
            [Arg.Of(accountId)],
            r => new MiscChargePlace(r.GetGuid(0), r.GetString(1), r.GetFieldValue<DateOnly>(2), r.IsDBNull(3) ? null : r.GetFieldValue<DateOnly>(3), r.IsDBNull(4) ? null : r.GetGuid(4)), cancellationToken).ConfigureAwait(false);
    }

    public async Task<MiscChargePreview> PreviewAsync(Guid accountId, MiscChargeInput input, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        await permissions.CheckAsync(BillingPermissions.Charges.Enter, cancellationToken).ConfigureAwait(false);
        await CardAsync(accountId, cancellationToken).ConfigureAwait(false);
        var priced = await PriceAsync(accountId, input, cancellationToken).ConfigureAwait(false);
        var account = await (from g in context.Set<GlAccount>().AsNoTracking() join f in context.Set<Fund>() on g.FundId equals f.Id where g.Id == priced.Terms.GlAccountId select new { Fund = f.Code, g.Code, g.Name })
            .SingleAsync(cancellationToken).ConfigureAwait(false);
        var day = input.From > clock.Today ? input.From.Value : clock.Today;
        var period = await context.Set<BillingPeriod>().AsNoTracking()
            .Where(p => p.CycleId == priced.CycleId && p.BillDate >= day && !context.Set<BillRun>().Any(r => r.PeriodId == p.Id && r.Kind == BillRunKind.Regular && r.State == BillRunState.Posted))
            .OrderBy(p => p.BillDate).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        return new MiscChargePreview(
            priced.Terms.NameEn, priced.Terms.NameEs, MiscChargeWording.Working(Trimmed(input.TextEn) ?? Trimmed(input.TextEs), input.Quantity!.Value, priced.UnitPrice),
            MiscChargeWording.Working(Trimmed(input.TextEs) ?? Trimmed(input.TextEn), input.Quantity.Value, priced.UnitPrice), priced.Amount, priced.Terms.Service, account.Fund, account.Code, account.Name,
            priced.Terms.MayCutWater, period?.BillDate, period?.DueDate, await NeedsApprovalAsync(priced.Amount, cancellationToken).ConfigureAwait(false));
    }

    public async Task<Guid> AddAsync(Guid accountId, MiscChargeInput input, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        await permissions.CheckAsync(BillingPermissions.Charges.Enter, cancellationToken).ConfigureAwait(false);
        var card = await CardAsync(accountId, cancellationToken).ConfigureAwait(false);
        await own.RefuseAsync([accountId], cancellationToken).ConfigureAwait(false);
        var priced = await PriceAsync(accountId, input, cancellationToken).ConfigureAwait(false);
        var needsApproval = await NeedsApprovalAsync(priced.Amount, cancellationToken).ConfigureAwait(false);
        var isRecurring = input.Kind == MiscChargeKind.Recurring;
        var charge = new MiscCharge
        {
            Id = guids.Create(),
            AccountId = accountId,
            OccupancyId = input.OccupancyId,
            CodeId = priced.Terms.CodeId,
            Kind = input.Kind,
            From = input.From!.Value,
            CycleId = isRecurring ? priced.CycleId : null,
            EveryPeriods = isRecurring ? input.EveryPeriods : 1,
            TextEn = Trimmed(input.TextEn),
            TextEs = Trimmed(input.TextEs),
            Paper = Trimmed(input.Paper),
            EnteredBy = user.Required.UserId,
            EnteredByName = user.Required.DisplayName,
            EnteredAt = clock.UtcNow,
            ChangedAt = clock.UtcNow,
        };
        charge.Begin(needsApproval, isRecurring ? input.Through?.AddDays(1) : null);
        context.Set<MiscCharge>().Add(charge);
        AddAmount(charge.Id, charge.From, input.Quantity!.Value, priced.UnitPrice, priced.Amount);
        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        if (needsApproval)
            await approvals.RequestAsync(
                MiscChargeApproval.ApprovalKind, charge.Id, string.Create(CultureInfo.InvariantCulture, $"{card.Number} {card.CustomerName}: {priced.Terms.NameEn} / {priced.Terms.NameEs}, {charge.From:yyyy-MM-dd}, {priced.Amount:0.00}"),
                priced.Amount, cancellationToken).ConfigureAwait(false);
        return charge.Id;
    }

    public async Task ChangeAmountAsync(Guid id, MiscChargeAmountInput input, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        await permissions.CheckAsync(BillingPermissions.Charges.Enter, cancellationToken).ConfigureAwait(false);
        var charge = await LoadAsync(id, cancellationToken).ConfigureAwait(false);
        if (input is not { From: { } from, Quantity: { } quantity })
            throw new ArgumentException("The form requires day and quantity.", nameof(input));
        if (charge.Kind != MiscChargeKind.Recurring || charge.State != MiscChargeState.Approved)
            throw new BusinessException("Billing:MiscCharge.NotRunning");
        var last = await context.Set<MiscChargeAmount>().Where(a => a.ChargeId == id).MaxAsync(a => a.From, cancellationToken).ConfigureAwait(false);
        if (from <= last || await StandingAsync(id).AnyAsync(b => b.Occurrence >= from, cancellationToken).ConfigureAwait(false))
            throw new BusinessException("Billing:MiscCharge.AmountTooEarly").WithData("Last", Iso(last)).ForField("Change.From");
        var (unitPrice, amount) = Price(await TermsAsync(charge.CodeId, from, cancellationToken).ConfigureAwait(false), quantity, input.UnitPrice, "Change.UnitPrice");
        if (await NeedsApprovalAsync(amount, cancellationToken).ConfigureAwait(false))
            throw new BusinessException("Billing:MiscCharge.ChangeNeedsApproval").ForField("Change.UnitPrice");
        AddAmount(id, from, quantity, unitPrice, amount);
        charge.ChangedAt = clock.UtcNow;
        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task EndAsync(Guid id, MiscChargeEndInput input, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        await permissions.CheckAsync(BillingPermissions.Charges.Enter, cancellationToken).ConfigureAwait(false);
        var charge = await LoadAsync(id, cancellationToken).ConfigureAwait(false);
        audit.Reason = input.Reason!.Trim();
        var billed = StandingAsync(id);
        if (input.Through is { } through)
        {
            if (through < charge.From.AddDays(-1) || await billed.AnyAsync(b => b.Occurrence > through, cancellationToken).ConfigureAwait(false))
                throw new BusinessException("Billing:MiscCharge.EndTooEarly").ForField("End.Through");
            charge.End(user.Required, through.AddDays(1), audit.Reason, clock.UtcNow);
        }
        else
        {
            if (await billed.AnyAsync(cancellationToken).ConfigureAwait(false))
                throw new BusinessException("Billing:MiscCharge.BilledAlready").ForField("End.Through");
            charge.Cancel(user.Required, audit.Reason, clock.UtcNow);
        }
        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task<Guid> BillNowAsync(BillChargesInput input, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        await permissions.CheckAsync(BillingPermissions.BillRuns.Prepare, cancellationToken).ConfigureAwait(false);
        return await runs.StartAsync(input, cancellationToken).ConfigureAwait(false);
    }

    private async Task<MiscChargeListRequest> KnownAsync(MiscChargeListRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.AccountId is { } account)
            await CardAsync(account, cancellationToken).ConfigureAwait(false);
        return request;
    }

    private async Task<AccountCard> CardAsync(Guid accountId, CancellationToken cancellationToken) =>
        (await accounts.ByAccountAsync([accountId], cancellationToken).ConfigureAwait(false)).GetValueOrDefault(accountId) ?? throw new EntityNotFoundException(typeof(AccountCard), accountId);

    /// <summary>The charge, which is the user's to change: not their own account's, and not in a run that was sent for approval.</summary>
    private async Task<MiscCharge> LoadAsync(Guid id, CancellationToken cancellationToken)
    {
        var charge = await context.Set<MiscCharge>().SingleOrDefaultAsync(c => c.Id == id, cancellationToken).ConfigureAwait(false) ?? throw new EntityNotFoundException(typeof(MiscCharge), id);
        await own.RefuseAsync([charge.AccountId], cancellationToken).ConfigureAwait(false);
        var number = await queries.DecidedRunAsync(id, cancellationToken).ConfigureAwait(false);
        return number is null ? charge : throw new BusinessException("Billing:MiscCharge.InRun").WithData("Number", number);
    }

    private IQueryable<MiscChargeBilling> StandingAsync(Guid id) => context.Set<MiscChargeBilling>()
        .Where(b => b.ChargeId == id && !context.Set<MiscChargeRelease>().Any(r => r.ChargeId == b.ChargeId && r.Occurrence == b.Occurrence && r.Generation == b.Generation));

    private async Task<PricedCharge> PriceAsync(Guid accountId, MiscChargeInput input, CancellationToken cancellationToken)
    {
        if (input is not { From: { } from, CodeId: { } codeId, Quantity: { } quantity })
            throw new ArgumentException("The form requires code, day and quantity.", nameof(input));
        if (!await context.Set<MiscChargeCode>().AnyAsync(c => c.Id == codeId, cancellationToken).ConfigureAwait(false))
            throw new EntityNotFoundException(typeof(MiscChargeCode), codeId);
        if (!await context.Set<MiscChargeCode>().AnyAsync(c => c.Id == codeId && c.Active, cancellationToken).ConfigureAwait(false))
            throw new BusinessException("Billing:MiscCharge.CodeUnknown").ForField("Input.CodeId");
        if (input.CycleId is { } named && !await context.Set<Cycle>().AnyAsync(c => c.Id == named, cancellationToken).ConfigureAwait(false))
            throw new EntityNotFoundException(typeof(Cycle), named);
        var places = await PlacesAsync(accountId, cancellationToken).ConfigureAwait(false);
        if (input.OccupancyId is { } stay && places.All(p => p.OccupancyId != stay))
            throw new EntityNotFoundException(typeof(MiscChargePlace), stay);
        var cycle = input.CycleId ?? places.Where(p => input.OccupancyId is null || p.OccupancyId == input.OccupancyId).Select(p => p.CycleId).FirstOrDefault(c => c is not null);
        if (input.Kind == MiscChargeKind.Recurring && cycle is null)
            throw new BusinessException("Billing:MiscCharge.CycleMissing").ForField("Input.CycleId");
        if (input.Kind == MiscChargeKind.Recurring && input.Through < from)
            throw new BusinessException("Billing:MiscCharge.EndTooEarly").ForField("Input.Through");
        var terms = await TermsAsync(codeId, from, cancellationToken).ConfigureAwait(false);
        var (unitPrice, amount) = Price(terms, quantity, input.UnitPrice, "Input.UnitPrice");
        return new PricedCharge(terms, cycle, unitPrice, amount);
    }

    private async Task<MiscChargeTerms> TermsAsync(Guid codeId, DateOnly day, CancellationToken cancellationToken) =>
        await context.Set<MiscChargeTerms>().AsNoTracking().Where(t => t.CodeId == codeId && t.From <= day).OrderByDescending(t => t.From).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false)
        ?? throw new BusinessException("Billing:MiscCharge.NotInForce").WithData("Day", Iso(day)).ForField("Input.From");

    /// <summary>The code's price; another only where the code leaves it open.</summary>
    private static (decimal UnitPrice, decimal Amount) Price(MiscChargeTerms terms, decimal quantity, decimal? typed, string field)
    {
        if (terms.IsFixedPrice && typed is { } other && other != terms.UnitPrice)
            throw new BusinessException("Billing:MiscCharge.PriceIsFixed").WithData("Price", terms.UnitPrice!.Value.ToString("0.00", CultureInfo.InvariantCulture)).ForField(field);
        var price = typed ?? terms.UnitPrice ?? throw new BusinessException("Billing:MiscCharge.PriceMissing").ForField(field);
        var amount = Math.Round(quantity * price, 2, MidpointRounding.AwayFromZero);
        return amount > 0 ? (price, amount) : throw new BusinessException("Billing:MiscCharge.AmountMissing").ForField(field);
    }

    private async Task<bool> NeedsApprovalAsync(decimal amount, CancellationToken cancellationToken) =>
        amount > await settings.GetDecimalAsync(BillingSettings.ChargesApprovalAbove, clock.Today, cancellationToken).ConfigureAwait(false);

    private void AddAmount(Guid id, DateOnly from, decimal quantity, decimal unitPrice, decimal amount) => context.Set<MiscChargeAmount>().Add(new MiscChargeAmount
    {
        ChargeId = id, From = from, Quantity = quantity, UnitPrice = unitPrice, Amount = amount, EnteredByName = user.Required.DisplayName, EnteredAt = clock.UtcNow,
    });

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private sealed record PricedCharge(MiscChargeTerms Terms, Guid? CycleId, decimal UnitPrice, decimal Amount);
}
