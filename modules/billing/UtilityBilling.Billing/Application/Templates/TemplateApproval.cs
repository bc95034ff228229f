using Microsoft.EntityFrameworkCore;
using UtilityBilling.Approvals;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Timing;
using UtilityBilling.Users;

namespace UtilityBilling.Billing.Templates;

/// <summary>Puts a version of a template in force by the word of a second person.</summary>
internal sealed class TemplateApproval(IUtilityBillingDbContext database, IClock clock, ICurrentUser user) : IApprovalHandler
{
    public const string ApprovalKind = "Billing.Template";

    public string Kind => ApprovalKind;

    public string Permission => BillingPermissions.Templates.Approve;

    public string Url(Guid recordId) => $"/Billing/Templates/Versions/{recordId}";

    public async Task ApprovedAsync(Guid recordId, CancellationToken cancellationToken) => (await FindAsync(recordId, cancellationToken).ConfigureAwait(false)).Approve(user.Required, clock.UtcNow);

    public async Task DeclinedAsync(Guid recordId, string reason, CancellationToken cancellationToken) => (await FindAsync(recordId, cancellationToken).ConfigureAwait(false)).Decline();

    private async Task<TemplateVersion> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await database.Set<TemplateVersion>().SingleOrDefaultAsync(v => v.Id == id, cancellationToken).ConfigureAwait(false) ?? throw new EntityNotFoundException(typeof(TemplateVersion), id);
}
