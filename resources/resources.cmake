# SPDX-License-Identifier: GPL-3.0-or-later

# Providers and icons. Other rooms read the whole paths from the global properties KEYSTEAD_PROVIDER_FILES,
# KEYSTEAD_PROVIDER_ICONS and KEYSTEAD_UI_ICONS. UI icons draw in currentColor, so that a theme can tint them.
set(_provider_ids
  bitbucket generic-api-key generic-basic generic-bearer generic-certificate generic-client-credentials
  generic-custom generic-jwt-bearer generic-jwt-self-signed generic-oauth2 generic-oidc github github-enterprise
  gitlab google microsoft openai slack stripe)
set(_provider_icons
  bitbucket certificate custom github gitlab google jwt key microsoft oauth openai openid practice slack stripe user)
set(_ui_icons
  add audit check clock close copy edit expired export external-link filter folder hide info key lock more pause
  person play program refresh reveal revoke search settings shield tag test trash unlock user vault warning)
function(keystead_resource_list property folder ending)
  set(_paths "")
  foreach(_stem IN LISTS ARGN)
    set(_path "${CMAKE_CURRENT_SOURCE_DIR}/${folder}/${_stem}.${ending}")
    if(NOT EXISTS "${_path}")
      message(FATAL_ERROR "missing resource: ${_path}")
    endif()
    list(APPEND _paths "${_path}")
  endforeach()
  set_property(GLOBAL PROPERTY ${property} "${_paths}")
endfunction()
keystead_resource_list(KEYSTEAD_PROVIDER_FILES providers json ${_provider_ids})
keystead_resource_list(KEYSTEAD_PROVIDER_ICONS icons/providers svg ${_provider_icons})
keystead_resource_list(KEYSTEAD_UI_ICONS icons/ui svg ${_ui_icons})
