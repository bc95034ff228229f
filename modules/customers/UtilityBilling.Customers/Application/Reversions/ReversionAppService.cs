using Microsoft.EntityFrameworkCore;
using Npgsql;
using UtilityBilling.Auditing;
using UtilityBilling.Authorization;
using UtilityBilling.Customers.Moves;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Guids;
using UtilityBilling.Paging;
using UtilityBilling.Timing;
using UtilityBilling.Users;

namespace UtilityBilling.Customers.Reversions;

internal sealed class ReversionAppService(
    IUtilityBillingDbContext context, ReversionQueries queries, IEnumerable<IReversionFees> fees, IPermissionChecker permissions, IOwnAccounts own, IAuditScope audit, ICurrentUser user, IClock clock, IGuidGenerator guids) : IReversionAppService
{
    public async Task<PagedResult<ReversionDto>> ListAsync(PagedRequest request, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(CustomersPermissions.Accounts.View, cancellationToken).ConfigureAwait(false);
        return await queries.ListAsync(request, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<ReversionDto>> AllAsync(PagedRequest request, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(CustomersPermissions.Accounts.View, cancellationToken).ConfigureAwait(false);
        return await queries.AllAsync(request, cancellationToken).ConfigureAwait(false);
    }

    public async Task<ReversionDto> GetAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(CustomersPermissions.Accounts.View, cancellationToken).ConfigureAwait(false);
        return await queries.GetAsync(id, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<LandlordPremise>> PremisesAsync(Guid accountId, Guid? also, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(CustomersPermissions.Accounts.View, cancellationToken).ConfigureAwait(false);
        await context.FindOrThrowAsync<Account>(accountId, cancellationToken).ConfigureAwait(false);
        if (also is { } premise)
            await context.FindOrThrowAsync<Premise>(premise, cancellationToken).ConfigureAwait(false);
        return await queries.PremisesAsync(accountId, also, cancellationToken).ConfigureAwait(false);
    }

    public async Task<int> AddAsync(AddReversionsInput input, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(CustomersPermissions.Reversions.Manage, cancellationToken).ConfigureAwait(false);
        var account = await context.FindOrThrowAsync<Account>(input.AccountId ?? Guid.Empty, cancellationToken).ConfigureAwait(false);
        var premises = input.Premises.Distinct().ToList();
        foreach (var premise in premises)
            await context.FindOrThrowAsync<Premise>(premise, cancellationToken).ConfigureAwait(false);
        await own.RefuseAsync([account.Id], cancellationToken).ConfigureAwait(false);
        var from = input.From ?? throw new ArgumentException("The form requires the day.", nameof(input));
        if (premises.Count == 0)
            throw new BusinessException(CustomersErrorCodes.Reversion.NoPremise).ForField("Input.Premises");
        if (input.To <= from)
            throw new BusinessException(CustomersErrorCodes.Reversion.EndNotAfterStart).ForField("Input.To");
        await RefuseOverlapAsync(premises, from, input.To, cancellationToken).ConfigureAwait(false);
        await CheckFeeAsync(input.LeaveOn ? input.Fee : 0m, from, "Input.Fee", cancellationToken).ConfigureAwait(false);
        audit.Reason = input.Paper.Trim();
        foreach (var premise in premises)
            context.Set<ReversionAgreement>().Add(new ReversionAgreement
            {
                Id = guids.Create(),
                PremiseId = premise,
                AccountId = account.Id,
                From = from,
                To = input.To,
                Paper = input.Paper.Trim(),
                Fee = input.Fee,
                LeaveOn = input.LeaveOn,
                EnteredBy = user.Required.UserId,
                EnteredByName = user.Required.DisplayName,
                EnteredAt = clock.UtcNow,
            });
        await SaveAsync(cancellationToken).ConfigureAwait(false);
        return premises.Count;
    }

    public async Task ChangeAsync(Guid id, ChangeReversionInput input, CancellationToken cancellationToken = default)
    {
        var agreement = await ChangeableAsync(id, input.Version, cancellationToken).ConfigureAwait(false);
        await CheckFeeAsync(input.LeaveOn && input.Fee != agreement.Fee ? input.Fee : 0m, agreement.From, "Change.Fee", cancellationToken).ConfigureAwait(false);
        audit.Reason = input.Paper.Trim();
        (agreement.Paper, agreement.Fee, agreement.LeaveOn) = (input.Paper.Trim(), input.Fee, input.LeaveOn);
        await SaveAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task EndAsync(Guid id, EndReversionInput input, CancellationToken cancellationToken = default)
    {
        var agreement = await ChangeableAsync(id, input.Version, cancellationToken).ConfigureAwait(false);
        var on = input.On ?? throw new ArgumentException("The form requires the day.", nameof(input));
        if (on < agreement.From || on >= agreement.To)
            throw new BusinessException(CustomersErrorCodes.Reversion.EndOutside).WithData("From", agreement.From.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)).ForField("End.On");
        audit.Reason = input.Reason.Trim();
        agreement.End(on, input.Reason.Trim(), user.Required, clock.UtcNow);
        await SaveAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What nobody could charge is not agreed on.</summary>
    private async Task CheckFeeAsync(decimal fee, DateOnly from, string field, CancellationToken cancellationToken)
    {
        if (fee == 0m)
            return;
        foreach (var charged in fees)
            try
            {
                await charged.CheckAsync(fee, from > clock.Today ? from : clock.Today, cancellationToken).ConfigureAwait(false);
            }
            catch (BusinessException error)
            {
                error.ForField(field);
                throw;
            }
    }

    private async Task<ReversionAgreement> ChangeableAsync(Guid id, uint version, CancellationToken cancellationToken)
    {
        await permissions.CheckAsync(CustomersPermissions.Reversions.Manage, cancellationToken).ConfigureAwait(false);
        var agreement = await context.FindOrThrowAsync<ReversionAgreement>(id, cancellationToken).ConfigureAwait(false);
        agreement.NotStale(version);
        await own.RefuseAsync([agreement.AccountId], cancellationToken).ConfigureAwait(false);
        return agreement.EndReason is null ? agreement : throw new BusinessException(CustomersErrorCodes.Reversion.AlreadyEnded);
    }

    private async Task RefuseOverlapAsync(List<Guid> premises, DateOnly from, DateOnly? to, CancellationToken cancellationToken)
    {
        var taken = await context.Set<ReversionAgreement>().AsNoTracking().Where(r => premises.Contains(r.PremiseId) && r.To != r.From && (to == null || r.From < to) && (r.To == null || r.To > from))
            .Join(context.Set<Premise>(), r => r.PremiseId, p => p.Id, (r, p) => p.AddressLine).OrderBy(a => a).ToListAsync(cancellationToken).ConfigureAwait(false);
        if (taken.Count > 0)
            throw new BusinessException(CustomersErrorCodes.Reversion.Overlap).WithData("Addresses", string.Join(", ", taken)).ForField("Input.Premises");
    }

    private async Task SaveAsync(CancellationToken cancellationToken)
    {
        try
        {
            await context.SaveAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (DbUpdateException error) when (error.InnerException is PostgresException { SqlState: PostgresErrorCodes.ExclusionViolation })
        {
            throw new BusinessException(CustomersErrorCodes.Reversion.OverlapNow, error);
        }
    }
}
