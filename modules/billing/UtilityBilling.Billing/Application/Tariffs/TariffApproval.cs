using System.Globalization;
using Microsoft.EntityFrameworkCore;
using UtilityBilling.Approvals;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Timing;
using UtilityBilling.Users;

namespace UtilityBilling.Billing.Tariffs;

/// <summary>Puts a tariff in force by the word of a second person.</summary>
internal sealed class TariffApproval(IUtilityBillingDbContext database, IClock clock, ICurrentUser user) : IApprovalHandler
{
    public const string ApprovalKind = "Billing.Tariff";

    public string Kind => ApprovalKind;

    public string Permission => BillingPermissions.Tariffs.Approve;

    public string Url(Guid recordId) => $"/Billing/Tariffs/{recordId}";

    public async Task ApprovedAsync(Guid recordId, CancellationToken cancellationToken)
    {
        var version = await AwaitingAsync(recordId, cancellationToken).ConfigureAwait(false);
        if (version.PreparedBy == user.Required.UserId)
            throw new BusinessException("Billing:Tariff.OwnApproval").WithData("Name", version.Name);
        TariffChecks.RefuseProblems(version.Document);
        await RefuseSecondPriceAsync(version, cancellationToken).ConfigureAwait(false);
        version.State = TariffState.Approved;
        (version.ApprovedBy, version.ApprovedByName, version.ApprovedAt) = (user.Required.UserId, user.Required.DisplayName, clock.UtcNow);
    }

    /// <summary>Two tariffs in force that price one service or fee from one day would leave the choice to chance.</summary>
    private async Task RefuseSecondPriceAsync(TariffVersion version, CancellationToken cancellationToken)
    {
        var sameDay = await database.Set<TariffVersion>().AsNoTracking().Where(t => t.State == TariffState.Approved && t.EffectiveFrom == version.EffectiveFrom)
            .OrderBy(t => t.Name).Select(t => new { t.Name, t.Services, t.Fees }).ToListAsync(cancellationToken).ConfigureAwait(false);
        foreach (var other in sameDay)
            if (other.Services.Intersect(version.Services, StringComparer.Ordinal).Concat(other.Fees.Intersect(version.Fees, StringComparer.Ordinal)).ToList() is [_, ..] both)
                throw new BusinessException("Billing:Tariff.PricedTwice").WithData("Name", version.Name).WithData("Services", string.Join(", ", both)).WithData("From", version.EffectiveFrom.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)).WithData("Other", other.Name);
    }

    public async Task DeclinedAsync(Guid recordId, string reason, CancellationToken cancellationToken) =>
        (await AwaitingAsync(recordId, cancellationToken).ConfigureAwait(false)).State = TariffState.Draft;

    private async Task<TariffVersion> AwaitingAsync(Guid id, CancellationToken cancellationToken)
    {
        var version = await database.Set<TariffVersion>().SingleOrDefaultAsync(t => t.Id == id, cancellationToken).ConfigureAwait(false) ?? throw new EntityNotFoundException(typeof(TariffVersion), id);
        return version.State == TariffState.AwaitingApproval ? version : throw new BusinessException("Billing:Tariff.NotAwaiting").WithData("Name", version.Name);
    }
}
