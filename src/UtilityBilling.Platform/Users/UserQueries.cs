using Microsoft.EntityFrameworkCore;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Paging;
using UtilityBilling.Platform.EntityFrameworkCore;
using UtilityBilling.Platform.Roles;
using UtilityBilling.Timing;

namespace UtilityBilling.Platform.Users;

internal sealed class UserQueries(IUtilityBillingDbContext context, ICurrentTenant tenant, IClock clock)
{
    public async Task<PagedResult<UserRow>> ListAsync(PagedRequest request, string? state, CancellationToken cancellationToken)
    {
        var now = clock.UtcNow;
        var found = Filter(Members(), LikePattern.Containing(request.Q), state, now);
        var total = await found.LongCountAsync(cancellationToken).ConfigureAwait(false);
        var page = await Sort(found, request.Sort).Skip(request.Skip).Take(request.PageSize).ToListAsync(cancellationToken).ConfigureAwait(false);
        var roles = await RoleNamesAsync([.. page.Select(m => m.User.Id)], cancellationToken).ConfigureAwait(false);
        var rows = page.Select(m => new UserRow(m.User.Id, m.User.UserName, m.User.DisplayName, m.User.Email, string.Join(", ", roles[m.User.Id].Order(StringComparer.Ordinal)), State(m, now), m.User.HasSecondFactor, m.User.LastSignInAt));
        return new PagedResult<UserRow>([.. rows], total, request.Page, request.PageSize);
    }

    public async Task<UserDetail> GetAsync(Guid id, CancellationToken cancellationToken)
    {
        var found = await Members().SingleOrDefaultAsync(m => m.User.Id == id, cancellationToken).ConfigureAwait(false) ?? throw new EntityNotFoundException(typeof(User), id);
        var roles = await context.Set<UserRole>().Where(r => r.UserId == id).Select(r => r.RoleId).ToListAsync(cancellationToken).ConfigureAwait(false);
        var elsewhere = await context.Set<UserTenant>().AnyAsync(m => m.UserId == id && m.TenantId != tenant.Id, cancellationToken).ConfigureAwait(false);
        var user = found.User;
        return new UserDetail(id, user.UserName, user.DisplayName, user.Email, roles, State(found, clock.UtcNow), user.HasSecondFactor, user.MustChangePassword, elsewhere, user.LastSignInAt, user.LockedUntil, found.Membership.JoinedAt);
    }

    public async Task<IReadOnlyList<RoleChoice>> RolesAsync(CancellationToken cancellationToken) =>
        await context.Set<Role>().AsNoTracking().OrderBy(r => r.Name).ThenBy(r => r.Id).Select(r => new RoleChoice(r.Id, r.Name)).ToListAsync(cancellationToken).ConfigureAwait(false);

    private IQueryable<Member> Members() =>
        context.Set<UserTenant>().AsNoTracking().Where(m => m.TenantId == tenant.Id)
            .Join(context.Set<User>().AsNoTracking(), m => m.UserId, u => u.Id, (m, u) => new Member { Membership = m, User = u });

    private static IQueryable<Member> Filter(IQueryable<Member> members, string? text, string? state, DateTimeOffset now)
    {
        if (text is not null)
            members = members.Where(m => EF.Functions.ILike(m.User.UserName, text) || EF.Functions.ILike(m.User.DisplayName, text) || EF.Functions.ILike(m.User.Email!, text));
        return state switch
        {
            nameof(UserState.Active) => members.Where(m => m.Membership.DisabledAt == null && m.User.DisabledAt == null && (m.User.LockedUntil == null || m.User.LockedUntil <= now)),
            nameof(UserState.Paused) => members.Where(m => m.Membership.DisabledAt == null && m.User.DisabledAt == null && m.User.LockedUntil > now),
            nameof(UserState.Disabled) => members.Where(m => m.Membership.DisabledAt != null || m.User.DisabledAt != null),
            _ => members,
        };
    }

    private static IOrderedQueryable<Member> Sort(IQueryable<Member> members, string? sort) => sort switch
    {
        "-name" => members.OrderByDescending(m => m.User.DisplayName).ThenBy(m => m.User.Id),
        "user" => members.OrderBy(m => m.User.UserName),
        "-user" => members.OrderByDescending(m => m.User.UserName),
        "seen" => members.OrderBy(m => m.User.LastSignInAt).ThenBy(m => m.User.Id),
        "-seen" => members.OrderByDescending(m => m.User.LastSignInAt).ThenBy(m => m.User.Id),
        _ => members.OrderBy(m => m.User.DisplayName).ThenBy(m => m.User.Id),
    };

    private async Task<ILookup<Guid, string>> RoleNamesAsync(List<Guid> users, CancellationToken cancellationToken) =>
        (await context.Set<UserRole>().Where(r => users.Contains(r.UserId))
            .Join(context.Set<Role>(), r => r.RoleId, r => r.Id, (r, role) => new { r.UserId, role.Name })
            .ToListAsync(cancellationToken).ConfigureAwait(false)).ToLookup(r => r.UserId, r => r.Name);

    private static UserState State(Member member, DateTimeOffset now) =>
        member.Membership.DisabledAt is not null || member.User.DisabledAt is not null ? UserState.Disabled
        : member.User.LockedUntil > now ? UserState.Paused
        : UserState.Active;

    private sealed class Member
    {
        public required UserTenant Membership { get; init; }
        public required User User { get; init; }
    }
}
