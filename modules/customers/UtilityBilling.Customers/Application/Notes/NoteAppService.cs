using Microsoft.EntityFrameworkCore;
using UtilityBilling.Authorization;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Guids;
using UtilityBilling.Timing;
using UtilityBilling.Users;

namespace UtilityBilling.Customers.Notes;

internal sealed class NoteAppService(IUtilityBillingDbContext context, IPermissionChecker permissions, ICurrentUser user, IClock clock, IGuidGenerator guids) : INoteAppService
{
    private const int MostShown = 200;

    public async Task<Guid> AddAsync(NoteInput input, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(CustomersPermissions.Accounts.AddNote, cancellationToken).ConfigureAwait(false);
        if (string.IsNullOrWhiteSpace(input.Text))
            throw new BusinessException(CustomersErrorCodes.NoteIsEmpty).ForField("Input.Text");
        await CheckSubjectAsync(input, cancellationToken).ConfigureAwait(false);

        var author = user.Required;
        var note = new Note
        {
            Id = guids.Create(),
            AccountId = input.AccountId,
            PremiseId = input.PremiseId,
            CustomerId = input.CustomerId,
            Text = input.Text.Trim(),
            IsAlert = input.IsAlert,
            AlertUntil = input.IsAlert ? input.AlertUntil : null,
            CreatedBy = author.UserId,
            CreatedByName = author.DisplayName,
            CreatedAt = clock.UtcNow,
        };
        context.Set<Note>().Add(note);
        await context.SaveAsync(cancellationToken).ConfigureAwait(false);
        return note.Id;
    }

    public async Task EndAlertAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(CustomersPermissions.Accounts.AddNote, cancellationToken).ConfigureAwait(false);
        var note = await context.FindOrThrowAsync<Note>(id, cancellationToken).ConfigureAwait(false);
        note.IsAlert = false;
        await context.SaveAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<NoteDto>> OfAccountAsync(Guid accountId, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(CustomersPermissions.Accounts.View, cancellationToken).ConfigureAwait(false);
        var account = await context.FindOrThrowAsync<Account>(accountId, cancellationToken).ConfigureAwait(false);
        var premises = await context.Set<Occupancy>()
            .Where(o => o.AccountId == accountId && (o.Status == OccupancyStatus.Active || o.Status == OccupancyStatus.Pending))
            .Select(o => o.PremiseId).ToListAsync(cancellationToken).ConfigureAwait(false);
        var notes = await context.Set<Note>().AsNoTracking()
            .Where(n => n.AccountId == accountId || n.CustomerId == account.CustomerId || (n.PremiseId != null && premises.Contains(n.PremiseId.Value)))
            .OrderByDescending(n => n.CreatedAt).ThenBy(n => n.Id).Take(MostShown).ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. notes.Select(n => new NoteDto(n.Id, n.Text, n.IsAlert, n.AlertUntil, n.ShowsOn(clock.Today), n.CreatedByName, n.CreatedAt))];
    }

    /// <summary>The database's key would refuse another town's record too; this says it as every page does.</summary>
    private async Task CheckSubjectAsync(NoteInput input, CancellationToken cancellationToken)
    {
        if (input is { AccountId: null, PremiseId: null, CustomerId: null })
            throw new ArgumentException("A note needs its account, premise or customer.", nameof(input));
        if (input.AccountId is { } account)
            await context.FindOrThrowAsync<Account>(account, cancellationToken).ConfigureAwait(false);
        if (input.PremiseId is { } premise)
            await context.FindOrThrowAsync<Premise>(premise, cancellationToken).ConfigureAwait(false);
        if (input.CustomerId is { } customer)
            await context.FindOrThrowAsync<Customer>(customer, cancellationToken).ConfigureAwait(false);
    }
}
