using Microsoft.EntityFrameworkCore;
using UtilityBilling.Auditing;
using UtilityBilling.Authorization;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Guids;
using UtilityBilling.Timing;

namespace UtilityBilling.Customers.Accounts;

internal sealed class RecipientAppService(IUtilityBillingDbContext context, IPermissionChecker permissions, IAuditScope audit, IClock clock, IGuidGenerator guids) : IRecipientAppService
{
    public async Task<IReadOnlyList<RecipientDto>> OfAccountAsync(Guid accountId, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(CustomersPermissions.Accounts.View, cancellationToken).ConfigureAwait(false);
        await context.FindOrThrowAsync<Account>(accountId, cancellationToken).ConfigureAwait(false);
        var today = clock.Today;
        var recipients = await context.Set<AccountRecipient>().AsNoTracking().Where(r => r.AccountId == accountId).OrderByDescending(r => r.From).ThenBy(r => r.Name).ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. recipients.Select(r => new RecipientDto(
            r.Id, r.Name, r.Line1 is null ? null : string.Join(", ", new[] { r.Line1, r.Line2, $"{r.City}, {r.State} {r.Zip}" }.Where(l => l is not null)), r.Email, r.Language, r.GetsBills, r.GetsNotices, r.From, r.To, r.Reason,
            r.To <= today))];
    }

    public async Task AddAsync(Guid accountId, RecipientInput input, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(CustomersPermissions.Accounts.Edit, cancellationToken).ConfigureAwait(false);
        ArgumentNullException.ThrowIfNull(input);
        await context.FindOrThrowAsync<Account>(accountId, cancellationToken).ConfigureAwait(false);
        string?[] address = [Trimmed(input.Line1), Trimmed(input.City), Trimmed(input.State), Trimmed(input.Zip)];
        if (address.All(part => part is null) && Trimmed(input.Email) is null)
            throw new BusinessException(CustomersErrorCodes.Recipient.NowhereToSend).ForField("Input.Line1");
        if (address.Any(part => part is null) && address.Any(part => part is not null))
            throw new BusinessException(CustomersErrorCodes.Recipient.AddressIncomplete).ForField("Input.Line1");
        if (!input.GetsBills && !input.GetsNotices)
            throw new BusinessException(CustomersErrorCodes.Recipient.GetsNothing).ForField("Input.GetsBills");
        audit.Reason = input.Reason;
        context.Set<AccountRecipient>().Add(new AccountRecipient
        {
            Id = guids.Create(),
            AccountId = accountId,
            Name = input.Name!.Trim(),
            Line1 = address[0],
            Line2 = Trimmed(input.Line2),
            City = address[1],
            State = address[2],
            Zip = address[3],
            Email = Trimmed(input.Email),
            Language = input.Language,
            GetsBills = input.GetsBills,
            GetsNotices = input.GetsNotices,
            From = input.From ?? clock.Today,
            Reason = input.Reason!.Trim(),
        });
        await context.SaveAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task EndAsync(Guid accountId, Guid id, DateOnly to, CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(CustomersPermissions.Accounts.Edit, cancellationToken).ConfigureAwait(false);
        var recipient = await context.Set<AccountRecipient>().SingleOrDefaultAsync(r => r.Id == id && r.AccountId == accountId, cancellationToken).ConfigureAwait(false)
            ?? throw new EntityNotFoundException(typeof(AccountRecipient), id);
        if (to < recipient.From)
            throw new BusinessException(CustomersErrorCodes.Recipient.EndsBeforeItBegins).ForField("To").WithData("From", recipient.From.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        recipient.To = to;
        await context.SaveAsync(cancellationToken).ConfigureAwait(false);
    }

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
