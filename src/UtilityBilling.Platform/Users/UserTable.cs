using UtilityBilling.Timing;
using UtilityBilling.Documents;
using UtilityBilling.Paging;
using UtilityBilling.Platform.Tenants;

namespace UtilityBilling.Platform.Users;

/// <summary>The list of people as a file.</summary>
public sealed class UserTable(IUserAppService users, TownDays days)
{
    public Table<UserRow> Definition => new Table<UserRow>("people", "Menu:Users")
        .Text("Platform:Field.DisplayName", r => r.DisplayName, 30)
        .Text("Platform:Field.UserName", r => r.UserName, 24)
        .Text("Platform:Field.Email", r => r.Email, 30)
        .Text("Platform:Field.Roles", r => r.Roles, 40)
        .Text("Platform:Field.State", r => r.State.ToString(), 12)
        .Text("Platform:Field.LastSignIn", r => days.Show(r.LastSignInAt), 18);

    /// <summary>All that the filter finds, page by page.</summary>
    public async IAsyncEnumerable<UserRow> AllAsync(PagedRequest request, string? state, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (var page = 1; ; page++)
        {
            var list = await users.ListAsync(request with { Page = page, PageSize = PagedRequest.MaxPageSize }, state, cancellationToken).ConfigureAwait(false);
            foreach (var row in list.Items)
                yield return row;
            if (page >= list.PageCount)
                yield break;
        }
    }
}
