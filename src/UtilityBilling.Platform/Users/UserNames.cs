using Microsoft.EntityFrameworkCore;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Users;

namespace UtilityBilling.Platform.Users;

internal sealed class UserNames(IUtilityBillingDbContext context) : IUserNames
{
    public async Task<IReadOnlyDictionary<Guid, string>> GetAsync(IReadOnlyCollection<Guid> userIds, CancellationToken cancellationToken = default)
    {
        var names = await context.Set<User>().AsNoTracking().Where(u => userIds.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.DisplayName, cancellationToken).ConfigureAwait(false);
        names[Actor.SystemUserId] = Actor.System.DisplayName;
        return names;
    }
}
