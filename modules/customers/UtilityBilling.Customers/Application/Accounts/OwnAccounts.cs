using Microsoft.EntityFrameworkCore;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.Users;

namespace UtilityBilling.Customers.Accounts;

internal sealed class OwnAccounts(IUtilityBillingDbContext context, ICurrentUser user) : IOwnAccounts
{
    private const int MostAccounts = 20;

    public async Task<IReadOnlyList<string>> NumbersAsync(Guid userId, CancellationToken cancellationToken = default) =>
        await context.Set<OwnAccount>().Where(o => o.UserId == userId).Join(context.Set<Account>(), o => o.AccountId, a => a.Id, (_, a) => a.Number)
            .OrderBy(n => n).ToListAsync(cancellationToken).ConfigureAwait(false);

    public async Task StateAsync(Guid userId, IReadOnlyCollection<string> numbers, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        if (numbers.Count > MostAccounts)
            throw new BusinessException(CustomersErrorCodes.OwnAccount.TooMany).WithData("Most", MostAccounts).ForField("Input.OwnAccounts");
        var accounts = await context.Set<Account>().AsNoTracking().Where(a => numbers.Contains(a.Number)).Select(a => new { a.Id, a.Number }).ToListAsync(cancellationToken).ConfigureAwait(false);
        if (numbers.Except(accounts.Select(a => a.Number)).FirstOrDefault() is { } unknown)
            throw new BusinessException(CustomersErrorCodes.OwnAccount.Unknown).WithData("Number", unknown).ForField("Input.OwnAccounts");
        var stated = await context.Set<OwnAccount>().Where(o => o.UserId == userId).ToListAsync(cancellationToken).ConfigureAwait(false);
        var gone = stated.Where(o => accounts.TrueForAll(a => a.Id != o.AccountId)).ToList();
        if (gone.Count > 0 && user.Required.UserId == userId)
            throw new BusinessException(CustomersErrorCodes.OwnAccount.NotTakenAwayByOneself).ForField("Input.OwnAccounts");
        context.Set<OwnAccount>().RemoveRange(gone);
        context.Set<OwnAccount>().AddRange(accounts.Where(a => stated.TrueForAll(o => o.AccountId != a.Id)).Select(a => new OwnAccount { AccountId = a.Id, UserId = userId }));
        await context.SaveAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task RefuseAsync(IReadOnlyCollection<Guid> accountIds, CancellationToken cancellationToken = default)
    {
        var actor = user.Required;
        if (actor.IsSystem)
            return;
        var number = await context.Set<OwnAccount>().Where(o => o.UserId == actor.UserId && accountIds.Contains(o.AccountId))
            .Join(context.Set<Account>(), o => o.AccountId, a => a.Id, (_, a) => a.Number).OrderBy(n => n).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        if (number is not null)
            throw new BusinessException(CustomersErrorCodes.OwnAccount.Refused).WithData("Number", number);
    }
}
