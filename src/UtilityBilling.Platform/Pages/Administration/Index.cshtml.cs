using Microsoft.AspNetCore.Mvc.RazorPages;
using UtilityBilling.Hosting.Web;
using UtilityBilling.Navigation;
using UtilityBilling.Uow;

namespace UtilityBilling.Platform.Pages.Administration;

/// <summary>What the person may administer, as the menu has it.</summary>
[SignedIn, DisableUnitOfWork]
public sealed class IndexModel(ILayoutModelFactory frames) : PageModel
{
    public IReadOnlyList<MenuLinkModel> Links { get; private set; } = [];

    public async Task OnGetAsync()
    {
        foreach (var group in (await frames.CreateAsync(HttpContext)).Menu)
            if (group.Name == MenuGroups.Administration)
                Links = group.Links;
    }
}
