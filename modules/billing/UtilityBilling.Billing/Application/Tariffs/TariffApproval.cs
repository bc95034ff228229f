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
        version.State = TariffState.Approved;
        (version.ApprovedBy, version.ApprovedByName, version.ApprovedAt) = (user.Required.UserId, user.Required.DisplayName, clock.UtcNow);
    }

    public async Task DeclinedAsync(Guid recordId, string reason, CancellationToken cancellationToken) =>
        (await AwaitingAsync(recordId, cancellationToken).ConfigureAwait(false)).State = TariffState.Draft;

    private async Task<TariffVersion> AwaitingAsync(Guid id, CancellationToken cancellationToken)
    {
        var version = await database.Set<TariffVersion>().SingleOrDefaultAsync(t => t.Id == id, cancellationToken).ConfigureAwait(false) ?? throw new EntityNotFoundException(typeof(TariffVersion), id);
        return version.State == TariffState.AwaitingApproval ? version : throw new BusinessException("Billing:Tariff.NotAwaiting").WithData("Name", version.Name);
    }
}
