using Microsoft.EntityFrameworkCore;
using UtilityBilling.Authorization;
using UtilityBilling.Billing.Ledger;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Guids;
using UtilityBilling.Timing;
using UtilityBilling.Users;

namespace UtilityBilling.Billing.MiscCharges;

internal sealed class MiscChargeCodeAppService(IUtilityBillingDbContext context, ChartProvider charts, IPermissionChecker permissions, IGuidGenerator guids, IClock clock, ICurrentUser user) : IMiscChargeCodeAppService
{
    public async Task<IReadOnlyList<MiscChargeCodeDto>> ListAsync(CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Charges.View, cancellationToken).ConfigureAwait(false);
        var codes = await context.Set<MiscChargeCode>().AsNoTracking().OrderBy(c => c.Code).ToListAsync(cancellationToken).ConfigureAwait(false);
        var terms = (await (
            from t in context.Set<MiscChargeTerms>().AsNoTracking()
            join g in context.Set<GlAccount>() on t.GlAccountId equals g.Id
            join f in context.Set<Fund>() on g.FundId equals f.Id
            orderby t.From descending
            select new { t.CodeId, Row = new MiscChargeTermsDto(t.From, t.NameEn, t.NameEs, t.Service, f.Code, g.Code, g.Name, t.UnitPrice, t.IsFixedPrice, t.MayCutWater, t.EnteredByName) })
            .ToListAsync(cancellationToken).ConfigureAwait(false)).ToLookup(t => t.CodeId, t => t.Row);
        return [.. codes.Select(c => new MiscChargeCodeDto(c.Id, c.Code, c.Active, [.. terms[c.Id]]))];
    }

    public async Task<IReadOnlyList<MiscChargeAccountDto>> AccountsAsync(CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Charges.View, cancellationToken).ConfigureAwait(false);
        return await (
            from g in context.Set<GlAccount>().AsNoTracking()
            join f in context.Set<Fund>() on g.FundId equals f.Id
            where g.Purpose == GlPurpose.Revenue || g.Purpose == GlPurpose.FeeRevenue || g.Purpose == GlPurpose.TaxPayable
            orderby f.Code, g.Code
            select new MiscChargeAccountDto(g.Id, f.Code, g.Code, g.Name)).ToListAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task SetAsync(MiscChargeCodeInput input, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        await permissions.CheckAsync(BillingPermissions.Charges.Codes, cancellationToken).ConfigureAwait(false);
        if (input is not { From: { } from, GlAccountId: { } accountId })
            throw new ArgumentException("The form requires day and account.", nameof(input));
        var account = await context.Set<GlAccount>().AsNoTracking().SingleOrDefaultAsync(g => g.Id == accountId, cancellationToken).ConfigureAwait(false) ?? throw new EntityNotFoundException(typeof(GlAccount), accountId);
        if (account.Purpose is not (GlPurpose.Revenue or GlPurpose.FeeRevenue or GlPurpose.TaxPayable))
            throw new BusinessException("Billing:MiscCharge.NoRevenueAccount").ForField("Input.GlAccountId");
        if (input.IsFixedPrice && input.UnitPrice is null)
            throw new BusinessException("Billing:MiscCharge.FixedNeedsPrice").ForField("Input.UnitPrice");
        var service = input.Service!.Trim();
        // Says so now, and not when a run parks the bill.
        (await charts.GetAsync(cancellationToken).ConfigureAwait(false)).Receivable(account.FundId, service);

        var text = input.Code!.Trim();
        var code = await context.Set<MiscChargeCode>().SingleOrDefaultAsync(c => c.Code == text, cancellationToken).ConfigureAwait(false);
        if (code is null)
            context.Set<MiscChargeCode>().Add(code = new MiscChargeCode { Id = guids.Create(), Code = text });
        else if (await context.Set<MiscChargeTerms>().Where(t => t.CodeId == code.Id).MaxAsync(t => t.From, cancellationToken).ConfigureAwait(false) is var last && from <= last)
            throw new BusinessException("Billing:MiscCharge.TermsTooEarly").WithData("Code", text).WithData("Last", last.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)).ForField("Input.From");
        context.Set<MiscChargeTerms>().Add(new MiscChargeTerms
        {
            CodeId = code.Id,
            From = from,
            NameEn = input.NameEn!.Trim(),
            NameEs = input.NameEs!.Trim(),
            Service = service,
            GlAccountId = accountId,
            UnitPrice = input.UnitPrice,
            IsFixedPrice = input.IsFixedPrice,
            MayCutWater = input.MayCutWater,
            EnteredByName = user.Required.DisplayName,
            EnteredAt = clock.UtcNow,
        });
        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task ActivateAsync(Guid id, bool active, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(BillingPermissions.Charges.Codes, cancellationToken).ConfigureAwait(false);
        var code = await context.Set<MiscChargeCode>().SingleOrDefaultAsync(c => c.Id == id, cancellationToken).ConfigureAwait(false) ?? throw new EntityNotFoundException(typeof(MiscChargeCode), id);
        code.Active = active;
        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
    }
}
