using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using UtilityBilling.Authorization;
using UtilityBilling.EntityFrameworkCore;
using UtilityBilling.Errors;
using UtilityBilling.MultiTenancy;
using UtilityBilling.Paging;
using UtilityBilling.Platform.EntityFrameworkCore;
using UtilityBilling.Platform.Permissions;
using UtilityBilling.Platform.Users;
using UtilityBilling.Uow;
using UtilityBilling.Users;

namespace UtilityBilling.Platform.Tenants;

/// <summary>A line of the list of towns.</summary>
public sealed record TownRow(Guid Id, string Slug, string Name, string TimeZone, string Language, bool IsActive, int People);

/// <summary>What is entered about a town.</summary>
public sealed class TownInput
{
    [Display(Name = "Platform:Field.Slug"), StringLength(63)]
    public string? Slug { get; set; }

    [Display(Name = "Platform:Field.TownName"), Required, StringLength(200)]
    public string Name { get; set; } = "";

    [Display(Name = "Platform:Field.TimeZone"), Required, StringLength(60)]
    public string TimeZone { get; set; } = "America/Los_Angeles";

    [Display(Name = "Platform:Field.Language"), Required]
    public string Language { get; set; } = "en";

    [Display(Name = "Platform:Field.AddressLine1"), StringLength(200)]
    public string? AddressLine1 { get; set; }

    [Display(Name = "Platform:Field.AddressLine2"), StringLength(200)]
    public string? AddressLine2 { get; set; }

    [Display(Name = "Platform:Field.Phone"), StringLength(40)]
    public string? Phone { get; set; }

    [Display(Name = "Platform:Field.RemitTo"), StringLength(500)]
    public string? RemitTo { get; set; }

    [Display(Name = "Platform:Field.BrandColor"), Required, StringLength(7)]
    public string BrandColor { get; set; } = TownColors.Default;

    /// <summary>The first administrator of a new town.</summary>
    [Display(Name = "Platform:Field.AdminUserName"), StringLength(60)]
    public string? AdminUserName { get; set; }

    [Display(Name = "Platform:Field.AdminDisplayName"), StringLength(200)]
    public string? AdminDisplayName { get; set; }
}

/// <summary>The towns of the instance, for host administrators. It begins its own units of work, since each town's trail stands in the town.</summary>
public interface ITownAppService
{
    Task<PagedResult<TownRow>> ListAsync(PagedRequest request, CancellationToken cancellationToken = default);

    Task<TownInput> GetAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>Opens a town with its roles and a first administrator, whose password is shown once.</summary>
    Task<(TenantInfo Town, string Password)> CreateAsync(TownInput input, CancellationToken cancellationToken = default);

    Task UpdateAsync(Guid id, TownInput input, CancellationToken cancellationToken = default);

    /// <summary>Closing ends every session of the town; the data stays.</summary>
    Task SetActiveAsync(Guid id, bool active, string reason, CancellationToken cancellationToken = default);
}

internal sealed class TownAppService(ITenantRunner runner, ITenantManager towns, TenantStore store, ICurrentTenant present, ICurrentUser user, IPermissionChecker permissions) : ITownAppService
{
    public async Task<PagedResult<TownRow>> ListAsync(PagedRequest request, CancellationToken cancellationToken = default)
    {
        await CheckAsync(cancellationToken).ConfigureAwait(false);
        return await runner.ReadAsync(null, user.Required, async services =>
        {
            var context = services.GetRequiredService<IUtilityBillingDbContext>();
            var text = LikePattern.Containing(request.Q);
            var found = context.Set<Tenant>().AsNoTracking().Where(t => text == null || EF.Functions.ILike(t.Slug, text) || EF.Functions.ILike(t.Name, text));
            var total = await found.LongCountAsync(cancellationToken).ConfigureAwait(false);
            var rows = await (request.Sort == "-name" ? found.OrderByDescending(t => t.Name).ThenBy(t => t.Id) : found.OrderBy(t => t.Name).ThenBy(t => t.Id))
                .Skip(request.Skip).Take(request.PageSize)
                .Select(t => new TownRow(t.Id, t.Slug, t.Name, t.TimeZone, t.DefaultLanguage, t.State == TenantState.Active, context.Set<UserTenant>().Count(m => m.TenantId == t.Id && m.DisabledAt == null)))
                .ToListAsync(cancellationToken).ConfigureAwait(false);
            return new PagedResult<TownRow>(rows, total, request.Page, request.PageSize);
        }, cancellationToken).ConfigureAwait(false);
    }

    public async Task<TownInput> GetAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await CheckAsync(cancellationToken).ConfigureAwait(false);
        return await runner.ReadAsync(null, user.Required, async services =>
        {
            var town = await FindAsync(services, id, cancellationToken).ConfigureAwait(false);
            return new TownInput
            {
                Slug = town.Slug,
                Name = town.Name,
                TimeZone = town.TimeZone,
                Language = town.DefaultLanguage,
                AddressLine1 = town.AddressLine1,
                AddressLine2 = town.AddressLine2,
                Phone = town.Phone,
                RemitTo = town.RemitTo,
                BrandColor = town.BrandColor,
            };
        }, cancellationToken).ConfigureAwait(false);
    }

    public async Task<(TenantInfo Town, string Password)> CreateAsync(TownInput input, CancellationToken cancellationToken = default)
    {
        await CheckAsync(cancellationToken).ConfigureAwait(false);
        if (string.IsNullOrWhiteSpace(input.AdminDisplayName))
            throw new BusinessException("Platform:Town.AdminMissing").ForField("Input.AdminDisplayName");
        var adminName = UserManager.NormalizeName(input.AdminUserName ?? "");
        await RefuseTakenNameAsync(adminName, cancellationToken).ConfigureAwait(false);
        var town = await towns.CreateAsync(
            new NewTown(input.Slug?.Trim() ?? "", input.Name, input.TimeZone, input.Language)
            {
                AddressLine1 = input.AddressLine1,
                AddressLine2 = input.AddressLine2,
                Phone = input.Phone,
                RemitTo = input.RemitTo,
                BrandColor = input.BrandColor,
            },
            user.Required,
            cancellationToken).ConfigureAwait(false);
        var password = TemporaryPassword.Create();
        await runner.WriteAsync(town, user.Required, services => services.GetRequiredService<IUserManager>().CreateAsync(
            new NewUser(adminName, input.AdminDisplayName, null, password, [RoleNames.Administrator]) { MustChangePassword = true }, cancellationToken), cancellationToken).ConfigureAwait(false);
        return (town, password);
    }

    public Task UpdateAsync(Guid id, TownInput input, CancellationToken cancellationToken = default) => ChangeAsync(id, input.Name, town =>
    {
        TownRules.Check(town.Slug, input.Name, input.TimeZone, input.Language);
        town.Name = input.Name.Trim();
        town.TimeZone = input.TimeZone;
        town.DefaultLanguage = input.Language;
        town.AddressLine1 = input.AddressLine1;
        town.AddressLine2 = input.AddressLine2;
        town.Phone = input.Phone;
        town.RemitTo = input.RemitTo;
        town.BrandColor = TownColors.Readable(input.BrandColor);
    }, cancellationToken);

    public Task SetActiveAsync(Guid id, bool active, string reason, CancellationToken cancellationToken = default)
    {
        if (string.IsNullOrWhiteSpace(reason))
            throw new BusinessException("Platform:ReasonMissing").ForField("Input.Reason");
        if (!active && id == present.Id)
            throw new BusinessException("Platform:Town.OwnTown");
        return ChangeAsync(id, reason, town => town.State = active ? TenantState.Active : TenantState.Suspended, cancellationToken);
    }

    /// <summary>A change of a town stands in that town's own trail.</summary>
    private async Task ChangeAsync(Guid id, string reason, Action<Tenant> change, CancellationToken cancellationToken)
    {
        await CheckAsync(cancellationToken).ConfigureAwait(false);
        var info = await runner.ReadAsync(null, user.Required, async services => (await FindAsync(services, id, cancellationToken).ConfigureAwait(false)).ToInfo(), cancellationToken).ConfigureAwait(false);
        await runner.WriteAsync(info, user.Required, async services =>
        {
            services.GetRequiredService<UtilityBilling.Auditing.IAuditScope>().Reason = reason;
            change(await FindAsync(services, id, cancellationToken).ConfigureAwait(false));
        }, cancellationToken).ConfigureAwait(false);
        store.Forget();
    }

    private Task CheckAsync(CancellationToken cancellationToken) => permissions.CheckAsync(PlatformPermissions.Towns.Manage, cancellationToken);

    private Task RefuseTakenNameAsync(string userName, CancellationToken cancellationToken) => runner.ReadAsync(null, user.Required, async services =>
        await services.GetRequiredService<IUtilityBillingDbContext>().Set<User>().AnyAsync(u => u.UserName == userName, cancellationToken).ConfigureAwait(false)
            ? throw new BusinessException("Platform:User.NameTaken").WithData("Name", userName).ForField("Input.AdminUserName")
            : true, cancellationToken);

    private static async Task<Tenant> FindAsync(IServiceProvider services, Guid id, CancellationToken cancellationToken) =>
        await services.GetRequiredService<IUtilityBillingDbContext>().Set<Tenant>().SingleOrDefaultAsync(t => t.Id == id, cancellationToken).ConfigureAwait(false)
        ?? throw new EntityNotFoundException(typeof(Tenant), id);
}
